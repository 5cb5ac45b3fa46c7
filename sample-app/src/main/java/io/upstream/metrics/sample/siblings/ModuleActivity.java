package io.upstream.metrics.sample.siblings;

import io.upstream.metrics.label.JobType;
import io.upstream.metrics.sample.api.Caller;
import io.upstream.metrics.sample.claims.ClaimsArrived;
import io.upstream.metrics.sample.jobs.JobWatch;
import io.upstream.metrics.sample.jobs.Jobs;
import io.upstream.metrics.vocabularies.AuthMethod;
import io.upstream.metrics.vocabularies.TaskName;
import io.upstream.metrics.vocabularies.module.CustomAction;
import io.upstream.metrics.vocabularies.module.CustomType;
import io.upstream.metrics.vocabularies.module.ModuleRecorder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Records the platform's activity in the module's terms: a job is a task, a customer is a user, the
 * first call of a customer is a registration, and each call is a login.
 */
@Component
@Profile("module")
class ModuleActivity implements JobWatch, HandlerInterceptor {

  /** Bounded, because names come from outside: the oldest is forgotten and registers again. */
  private static final int MOST_USERS = 1_000;

  private static final AuthMethod HEADER = new AuthMethod("header");
  private static final CustomType CLAIMS = new CustomType("claims");
  private static final CustomAction ARRIVED = new CustomAction("arrived");

  private final ModuleRecorder module;
  private final Set<String> users = new LinkedHashSet<>();

  ModuleActivity(ModuleRecorder module) {
    this.module = module;
  }

  @Override
  public void around(JobType type, Jobs.Work work) throws Exception {
    module.runTask(
        new TaskName(type.value()),
        () -> {
          work.run();
          return true;
        });
  }

  @EventListener
  void claimsHaveArrived(ClaimsArrived event) {
    module.trackCustomMetric(CLAIMS, ARRIVED, event.claims(), event.claims());
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    String caller = request.getHeader(Caller.HEADER);
    if (caller != null) {
      called(caller);
    }
    return true;
  }

  private synchronized void called(String user) {
    module.trackUserLogin(HEADER);
    if (users.add(user)) {
      module.trackUserRegistration();
      if (users.size() > MOST_USERS) {
        users.remove(users.iterator().next());
      }
      module.trackActiveUsers(users.size());
    }
  }
}

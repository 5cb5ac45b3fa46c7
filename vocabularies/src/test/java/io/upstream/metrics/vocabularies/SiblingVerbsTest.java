package io.upstream.metrics.vocabularies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.QueueName;
import io.upstream.metrics.vocabularies.fiko.ActionType;
import io.upstream.metrics.vocabularies.fiko.AiModel;
import io.upstream.metrics.vocabularies.fiko.FikoMetrics;
import io.upstream.metrics.vocabularies.fiko.FikoRecorder;
import io.upstream.metrics.vocabularies.fiko.FikoVocabulary;
import io.upstream.metrics.vocabularies.fiko.Outcome;
import io.upstream.metrics.vocabularies.fiko.TransactionType;
import io.upstream.metrics.vocabularies.fiko.WorkflowStatus;
import io.upstream.metrics.vocabularies.module.CustomAction;
import io.upstream.metrics.vocabularies.module.CustomType;
import io.upstream.metrics.vocabularies.module.ModuleMetrics;
import io.upstream.metrics.vocabularies.module.ModuleRecorder;
import io.upstream.metrics.vocabularies.module.ModuleVocabulary;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks what the verbs of the sibling platforms put on the page. */
class SiblingVerbsTest {

  private static final TaskName INVOICE = new TaskName("billing.send_invoice");
  private static final AiModel GPT = new AiModel("gpt-4o");

  @Test
  void fiko_has_verbs_for_its_whole_catalogue() throws Exception {
    try (UpstreamRecorder recorder = VocabularyPages.strict(new FikoVocabulary()).build();
        FikoRecorder fiko = new FikoRecorder(recorder)) {
      assertThat(fiko.runTask(INVOICE, () -> 7)).isEqualTo(7);
      assertThatThrownBy(
              () ->
                  fiko.runTask(
                      INVOICE,
                      () -> {
                        throw new IllegalStateException("no");
                      }))
          .hasMessage("no");
      fiko.trackTaskRetried(INVOICE);
      fiko.trackTaskRejected(INVOICE);
      fiko.trackQueueLength(new QueueName("default"), 12);
      fiko.trackWorkers(3);
      fiko.trackAiRequest(GPT, Outcome.SUCCESS, Duration.ofMillis(1_500), 200, 50);
      fiko.trackAiRequest(GPT, Outcome.ERROR, Duration.ofSeconds(61));
      fiko.trackWorkflow(WorkflowStatus.FAILED);
      fiko.trackWorkflow(new WorkflowStatus("skipped"));
      fiko.timeWorkflow().close();
      fiko.trackWorkflowAction(new ActionType("send_email"));
      fiko.trackAuthAttempt(new AuthMethod("oauth"), Result.FAILURE);
      fiko.trackUserRegistration();
      fiko.trackUserLogin(new AuthMethod("oauth"));
      fiko.trackActiveUsers(12);
      fiko.trackWebSocketOpened();
      fiko.trackWebSocketOpened();
      fiko.trackWebSocketClosed();
      fiko.trackBillingTransaction(new TransactionType("refund"), Result.SUCCESS);
      String task = "celery_tasks_total{name=\"billing.send_invoice\",state=";
      assertThat(VocabularyPages.of(recorder).lines())
          .contains(
              task + "\"started\"} 2.0",
              task + "\"success\"} 1.0",
              task + "\"failure\"} 1.0",
              task + "\"retry\"} 1.0",
              task + "\"rejected\"} 1.0",
              "celery_task_duration_seconds_count{name=\"billing.send_invoice\"} 2",
              "celery_queue_length{queue_name=\"default\"} 12.0",
              "celery_workers 3.0",
              "django_ai_requests_total{model=\"gpt-4o\",status=\"success\"} 1.0",
              "django_ai_requests_total{model=\"gpt-4o\",status=\"error\"} 1.0",
              "django_ai_request_duration_seconds_bucket{model=\"gpt-4o\",le=\"2.0\"} 1",
              "django_ai_request_duration_seconds_sum{model=\"gpt-4o\"} 62.5",
              "django_ai_tokens_consumed_total{model=\"gpt-4o\",token_type=\"prompt\"} 200.0",
              "django_ai_tokens_consumed_total{model=\"gpt-4o\",token_type=\"completion\"} 50.0",
              "django_workflow_executions_total{status=\"failed\"} 1.0",
              "django_workflow_executions_total{status=\"skipped\"} 1.0",
              "django_workflow_execution_duration_seconds_count 1",
              "django_workflow_actions_total{action_type=\"send_email\"} 1.0",
              "django_auth_attempts_total{method=\"oauth\",status=\"failure\"} 1.0",
              "django_user_registrations_total 1.0",
              "django_user_logins_total{method=\"oauth\"} 1.0",
              "django_active_users_total 12.0",
              "django_websocket_connections_active 1.0",
              "django_billing_transactions_total{status=\"success\",type=\"refund\"} 1.0");
    }
  }

  @Test
  void the_module_has_verbs_for_its_whole_catalogue() throws Exception {
    try (UpstreamRecorder recorder = VocabularyPages.strict(new ModuleVocabulary()).build();
        ModuleRecorder module = new ModuleRecorder(recorder)) {
      module.runTask(INVOICE, () -> null);
      module.startTask(INVOICE).close();
      module.trackUserRegistration();
      module.trackUserLogin();
      module.trackUserLogin(new AuthMethod("oauth"));
      module.trackActiveUsers(42);
      CustomType claims = new CustomType("claims");
      module.trackCustomMetric(claims, new CustomAction("queued"));
      module.trackCustomMetric(claims, new CustomAction("queued"), 2.5);
      module.trackCustomMetric(claims, new CustomAction("sent"), 3, 17);
      String task = "celery_tasks_total{status=\"%s\",task=\"billing.send_invoice\"} 1.0";
      assertThat(VocabularyPages.of(recorder).lines())
          .contains(
              task.formatted("success"),
              task.formatted("failure"),
              "celery_task_duration_seconds_count{task=\"billing.send_invoice\"} 2",
              "django_user_registrations_total 1.0",
              "django_user_logins_total{method=\"password\"} 1.0",
              "django_user_logins_total{method=\"oauth\"} 1.0",
              "django_active_users_total 42.0",
              "django_custom_metric_total{action=\"queued\",type=\"claims\"} 3.5",
              "django_custom_metric_total{action=\"sent\",type=\"claims\"} 3.0",
              "django_custom_metric_current{type=\"claims\"} 17.0");
    }
  }

  @Test
  void a_run_ends_once() {
    try (UpstreamRecorder recorder = VocabularyPages.strict(new ModuleVocabulary()).build();
        ModuleRecorder module = new ModuleRecorder(recorder)) {
      try (TaskRun run = module.startTask(INVOICE)) {
        run.succeeded();
        run.succeeded();
      }
      assertThat(VocabularyPages.lines(recorder, "celery_tasks_total"))
          .containsExactly(
              "celery_tasks_total{status=\"success\",task=\"billing.send_invoice\"} 1.0");
    }
  }

  @Test
  void the_static_verbs_are_those_of_the_instance() {
    assertThat(signatures(FikoMetrics.class, true))
        .isEqualTo(signatures(FikoRecorder.class, false));
    assertThat(signatures(ModuleMetrics.class, true))
        .isEqualTo(signatures(ModuleRecorder.class, false));
  }

  private static List<String> signatures(Class<?> type, boolean isStatic) {
    return Stream.of(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> Modifier.isStatic(method.getModifiers()) == isStatic)
        .filter(method -> !method.getName().equals("close") && !method.getName().equals("recorder"))
        .map(SiblingVerbsTest::signature)
        .sorted()
        .toList();
  }

  private static String signature(Method method) {
    return method.getName()
        + Arrays.toString(method.getGenericParameterTypes())
        + method.getGenericReturnType();
  }

  @Test
  void static_verbs_use_the_installed_recorder() {
    try (UpstreamRecorder first = VocabularyPages.strict(new FikoVocabulary()).build();
        UpstreamRecorder second = VocabularyPages.strict(new FikoVocabulary()).build()) {
      UpstreamMetrics.install(first);
      FikoMetrics.trackWorkers(1);
      UpstreamMetrics.install(second);
      FikoMetrics.trackWorkers(2);
      assertThat(VocabularyPages.lines(first, "celery_workers"))
          .containsExactly("celery_workers 1.0");
      assertThat(VocabularyPages.lines(second, "celery_workers"))
          .containsExactly("celery_workers 2.0");
    }
  }

  /** Everything null, everywhere; whatever that gives, it is no exception. */
  @Test
  void no_argument_makes_a_verb_throw() throws Exception {
    try (UpstreamRecorder recorder =
            UpstreamRecorder.builder().vocabulary(new FikoVocabulary()).build();
        FikoRecorder fiko = new FikoRecorder(recorder);
        UpstreamRecorder other =
            UpstreamRecorder.builder().vocabulary(new ModuleVocabulary()).build();
        ModuleRecorder module = new ModuleRecorder(other)) {
      for (Object target : List.of(fiko, module)) {
        for (Method method : target.getClass().getDeclaredMethods()) {
          if (Modifier.isPublic(method.getModifiers())
              && !method.getName().equals("close")
              && !method.getName().equals("runTask")) {
            Object[] nothing =
                Stream.of(method.getParameterTypes()).map(SiblingVerbsTest::nothing).toArray();
            method.invoke(target, nothing);
          }
        }
      }
      assertThat(VocabularyPages.of(recorder)).contains("celery_queue_length");
    }
  }

  private static Object nothing(Class<?> type) {
    if (type == long.class) {
      return -1L;
    }
    return type == double.class ? Double.NaN : null;
  }
}

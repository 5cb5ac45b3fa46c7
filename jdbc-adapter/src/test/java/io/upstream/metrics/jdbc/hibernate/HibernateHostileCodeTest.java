package io.upstream.metrics.jdbc.hibernate;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.DuplicationStrategy;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PreInsertEvent;
import org.hibernate.event.spi.PreInsertEventListener;
import org.junit.jupiter.api.Test;

/** An application's own code in Hibernate that waits for a thread which uses the library. */
class HibernateHostileCodeTest {

  /** Never a veto; there has to be a listener for another to be compared with. */
  private static final class Listener implements PreInsertEventListener {
    private static final long serialVersionUID = 1;

    @Override
    public boolean onPreInsert(PreInsertEvent event) {
      return false;
    }
  }

  @Test
  void comparing_listeners_may_wait_for_another_registration() throws Exception {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();
        SessionFactory factory = factory()) {
      EventListenerRegistry listeners =
          factory.unwrap(SessionFactoryImplementor.class).getEventEngine().getListenerRegistry();
      AtomicInteger compared = new AtomicInteger();
      listeners.appendListeners(EventType.PRE_INSERT, new Listener());
      listeners.addDuplicationStrategy(
          comparing(
              () -> {
                if (compared.incrementAndGet() == 1) {
                  CompletableFuture.runAsync(() -> HibernateModels.register(factory, recorder))
                      .orTimeout(20, SECONDS)
                      .join();
                }
              }));
      CompletableFuture.runAsync(() -> HibernateModels.register(factory, recorder))
          .get(30, SECONDS);
      assertThat(compared).hasPositiveValue();
      assertThat(listeners.getEventListenerGroup(EventType.PRE_DELETE).count()).isEqualTo(1);
    }
  }

  private static DuplicationStrategy comparing(Runnable action) {
    return new DuplicationStrategy() {
      @Override
      public boolean areMatch(Object listener, Object original) {
        action.run();
        return false;
      }

      @Override
      public Action getAction() {
        return Action.KEEP_ORIGINAL;
      }
    };
  }

  private static SessionFactory factory() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID());
    Configuration configuration = new Configuration();
    configuration.getProperties().put("hibernate.connection.datasource", source);
    return configuration.buildSessionFactory();
  }
}

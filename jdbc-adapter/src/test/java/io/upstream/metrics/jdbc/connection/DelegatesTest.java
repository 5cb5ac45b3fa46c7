package io.upstream.metrics.jdbc.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.jdbc.Stub;
import io.upstream.metrics.label.DataSourceAlias;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every method of java.sql reaches the driver as it was called, and comes back as it was answered.
 */
class DelegatesTest {

  private static final UpstreamRecorder RECORDER = UpstreamRecorder.builder().jvm(false).build();
  private static final SourceMeter METER =
      new SourceMeter(
          new SourceSettings(RECORDER.events(), new DataSourceAlias("stub"), System::nanoTime),
          "h2");

  record Call(Class<?> type, Method method) {
    @Override
    public String toString() {
      List<String> parameters = new ArrayList<>();
      for (Class<?> parameter : method.getParameterTypes()) {
        parameters.add(parameter.getSimpleName());
      }
      return type.getSimpleName() + "." + method.getName() + parameters;
    }
  }

  @AfterAll
  static void close() {
    RECORDER.close();
  }

  static Stream<Call> calls() {
    return Stream.of(
            Connection.class,
            Statement.class,
            PreparedStatement.class,
            CallableStatement.class,
            ResultSet.class,
            DatabaseMetaData.class)
        .flatMap(
            type ->
                Stream.of(type.getMethods())
                    .filter(method -> !Modifier.isStatic(method.getModifiers()))
                    .map(method -> new Call(type, method)));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void a_call_reaches_the_driver_with_its_arguments(Call call) throws Exception {
    AtomicReference<Method> called = new AtomicReference<>();
    AtomicReference<Object[]> with = new AtomicReference<>();
    Object proxy =
        metered(
            call.type,
            (method, args) -> {
              called.set(method);
              with.set(args);
              return null;
            });
    Object[] args = arguments(call.method);
    if (!call.method.getName().equals("unwrap")) {
      call.method.invoke(proxy, args);
      assertThat(called.get().getName()).isEqualTo(call.method.getName());
      assertThat(called.get().getParameterTypes()).isEqualTo(call.method.getParameterTypes());
      for (int i = 0; i < args.length; i++) {
        assertThat(with.get()[i]).isEqualTo(args[i]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void driver_exceptions_are_the_same_instance(Call call) throws Exception {
    if (call.method.getName().equals("isWrapperFor")) {
      return; // answered without the driver
    }
    for (Throwable thrown :
        List.of(
            new SQLException("x", "23505"),
            new IllegalStateException(),
            new StackOverflowError())) {
      if (thrown instanceof SQLException && !declares(call.method)) {
        continue;
      }
      Object proxy =
          metered(
              call.type,
              (method, args) -> {
                throw thrown;
              });
      Throwable out = null;
      try {
        call.method.invoke(proxy, arguments(call.method));
      } catch (InvocationTargetException e) {
        out = e.getTargetException();
      }
      assertThat(out).isSameAs(thrown);
    }
  }

  private static boolean declares(Method method) {
    return List.of(method.getExceptionTypes()).contains(SQLException.class);
  }

  private static Object metered(Class<?> type, Stub.Answer answer) {
    MeteredConnection connection =
        new MeteredConnection(Stub.of(Connection.class, (m, a) -> null), METER);
    Object stub = Stub.of(type, answer);
    if (stub instanceof Connection raw) {
      return new MeteredConnection(raw, METER);
    } else if (stub instanceof CallableStatement callable) {
      return new MeteredCallableStatement(callable, connection, METER.anyStatement(), null);
    } else if (stub instanceof PreparedStatement prepared) {
      return new MeteredPreparedStatement(prepared, connection, METER.anyStatement(), null);
    } else if (stub instanceof Statement statement) {
      return new MeteredStatement(statement, connection);
    } else if (stub instanceof ResultSet results) {
      return new MeteredResultSet(results, null, connection);
    }
    return MetaDataProxy.of((DatabaseMetaData) stub, connection);
  }

  private static Object[] arguments(Method method) {
    Class<?>[] types = method.getParameterTypes();
    Object[] args = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      args[i] = argument(types[i], i);
    }
    return args;
  }

  private static Object argument(Class<?> type, int index) {
    if (type.isPrimitive()) {
      Object array = Array.newInstance(type, 1);
      if (type != boolean.class && type != char.class) {
        Array.setByte(array, 0, (byte) (index + 3));
      } else if (type == boolean.class) {
        Array.setBoolean(array, 0, true);
      }
      return Array.get(array, 0);
    }
    if (type == String.class) {
      return "SELECT " + index;
    }
    if (type == Class.class) {
      return java.util.BitSet.class; // nothing that a delegate is
    }
    return null;
  }
}

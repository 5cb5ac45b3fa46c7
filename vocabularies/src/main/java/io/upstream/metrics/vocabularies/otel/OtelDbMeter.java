package io.upstream.metrics.vocabularies.otel;

import io.upstream.metrics.event.DbCall;
import io.upstream.metrics.event.DbMeter;
import io.upstream.metrics.event.Families;
import io.upstream.metrics.label.DbErrorType;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.SqlOperation;
import io.upstream.metrics.series.Histogram;
import io.upstream.metrics.vocabularies.otel.OtelFamilies.DbClientLabels;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One kind of database call by OpenTelemetry's conventions. */
final class OtelDbMeter implements DbMeter {

  private static final double NANOS_PER_SECOND = 1e9;

  private final Histogram<DbClientLabels> duration;
  private final DbSystemName system;
  private final DbCollectionName table;
  private final String command;
  private final DbClientLabels single;
  private final DbClientLabels batch;

  OtelDbMeter(Families families, DbCall call) {
    duration = families.histogram(OtelFamilies.DB_CLIENT_DURATION);
    system = families.storable(DbSystemNames.of(call.vendor()), DbSystemNames.UNKNOWN);
    ModelName model = call.model();
    table =
        model == null || model.value() == null
            ? DbCollectionName.ABSENT
            : families.storable(new DbCollectionName(model.value()), DbCollectionName.ABSENT);
    command = command(call.operation());
    single = labels(command, OtelErrorType.ABSENT);
    batch = labels(inBatch(command), OtelErrorType.ABSENT);
  }

  @Override
  public void executed(long nanos, @Nullable DbErrorType error) {
    observe(nanos, error, command, single);
  }

  @Override
  public void batched(long rows, @Nullable DbErrorType error) {
    // A batch is one operation, whatever the number of its statements.
  }

  @Override
  public void batchDone(long nanos, @Nullable DbErrorType error) {
    observe(nanos, error, inBatch(command), batch);
  }

  @Override
  public void refused(DbErrorType error) {
    // The library records no duration, because no operation took place.
  }

  // Does not bind handles, because that would put every statement on the page as a batch, too.
  private void observe(
      long nanos, @Nullable DbErrorType error, String operation, DbClientLabels success) {
    if (error == null) {
      duration.observe(success, nanos / NANOS_PER_SECOND);
    } else {
      duration.observe(
          labels(operation, new OtelErrorType(error.wireValue())), nanos / NANOS_PER_SECOND);
    }
  }

  private DbClientLabels labels(String operation, OtelErrorType error) {
    return new DbClientLabels(system, new DbOperationName(operation), table, error);
  }

  private static String inBatch(String command) {
    return command.isEmpty() ? "BATCH" : "BATCH " + command;
  }

  /** Returns the command as SQL has it; empty where several are counted as one kind. */
  private static String command(SqlOperation operation) {
    return switch (operation) {
      case SELECT, INSERT, UPDATE, DELETE, MERGE, CALL -> operation.name().toUpperCase(Locale.ROOT);
      case DDL, TRANSACTION, OTHER -> "";
    };
  }
}

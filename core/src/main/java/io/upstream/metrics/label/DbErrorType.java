package io.upstream.metrics.label;

/** The reason why a statement failed, in the classes of the Python DB-API. */
public enum DbErrorType implements ClosedLabel {
  INTEGRITY_ERROR("IntegrityError"),
  DATA_ERROR("DataError"),
  PROGRAMMING_ERROR("ProgrammingError"),
  OPERATIONAL_ERROR("OperationalError"),
  TIMEOUT_ERROR("TimeoutError"),
  NOT_SUPPORTED_ERROR("NotSupportedError"),
  INTERNAL_ERROR("InternalError"),
  DATABASE_ERROR("DatabaseError");

  private final String wireValue;

  DbErrorType(String wireValue) {
    this.wireValue = wireValue;
  }

  @Override
  public String wireValue() {
    return wireValue;
  }
}

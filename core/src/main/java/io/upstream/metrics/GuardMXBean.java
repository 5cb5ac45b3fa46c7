package io.upstream.metrics;

/**
 * The operations on a recorder's guards while the service runs: by code, through the console, and
 * through JMX where {@code METRICS_JMX} is true.
 *
 * <p>Label types go by their names in snake case, such as {@code customer_id}; what is not known is
 * refused with the names that are. No exception repeats a value. A change holds until the process
 * ends.
 */
public interface GuardMXBean {

  /** Returns the report of the guards as JSON, as {@link UpstreamRecorder#report()} has it. */
  String getReport();

  /** Returns the names of the label types that have a budget. */
  String[] getLabels();

  /**
   * Returns all values of a label type that are named, the longest unused first, as JSON.
   *
   * @throws IllegalArgumentException if there is no such label type
   */
  String namedValues(String label);

  /**
   * Changes how many values may be named. A larger number lets new values in at once; a smaller one
   * only stops admissions.
   *
   * @throws IllegalArgumentException if there is no such label type, or for a number out of range
   */
  void changeBudget(String label, int values);

  /**
   * Changes which values are named when more ask than there are places.
   *
   * @param naming {@code first_come} or {@code heaviest}
   * @throws IllegalArgumentException if there is no such label type or naming
   */
  void changeNaming(String label, String naming);

  /**
   * Stops naming a value. Its events count in {@code _OTHER} from now on, and its series leave the
   * page after some minutes. After that an event can make the guard name it again.
   *
   * @return true if the value had a place of the budget
   * @throws IllegalArgumentException if there is no such label type, or for a blank value
   */
  boolean release(String label, String value);

  /**
   * Stops naming a value, whether or not it is on the allow-list, and does not name it again.
   *
   * @return true if the value was named
   * @throws IllegalArgumentException if there is no such label type, or for a value that is blank
   *     or a constant
   */
  boolean deny(String label, String value);

  /**
   * Names a value regardless of the budget, also one that was denied.
   *
   * @throws IllegalArgumentException if there is no such label type, or for a value that is blank,
   *     reserved or malformed
   */
  void allow(String label, String value);

  /**
   * Replaces the allow-list. A value that this removes from the list stays named. It takes a place
   * of the budget from then on, and it can leave as other values do.
   *
   * @param values with commas between them; blank for an empty list
   * @throws IllegalArgumentException if there is no such label type, or for a value that is
   *     reserved or malformed; then nothing changes
   */
  void replaceAllowed(String label, String values);
}

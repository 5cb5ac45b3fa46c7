package io.upstream.metrics.sample.traffic;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Simulated clients that the guard has to handle. Only the scanner is hostile; the others make
 * mistakes.
 */
final class MisbehavingClients {

  private static final List<String> LOOKED_FOR =
      List.of("/wp-login.php", "/admin/config.php", "/.env", "/cgi-bin/status", "/api/v1/users/");

  private final Client client;
  private final Random random;
  private int tickets;
  private int accounts;

  MisbehavingClients(Client client, Random random) {
    this.client = client;
    this.random = random;
  }

  /**
   * Simulates a customer that names each denial after its own ticket, which soon spends its share.
   */
  void nameSignalsAfterTickets() throws IOException, InterruptedException {
    for (int i = 0; i < 5; i++) {
      client.json("initrode", "/api/denials", "{\"signal\": \"ticket-" + ++tickets + "\"}");
    }
  }

  /**
   * Simulates a clearing house that calls as each of its accounts, which soon spends the budget of
   * customers.
   */
  void callAsEveryAccount() throws IOException, InterruptedException {
    for (int i = 0; i < 4; i++) {
      client.get(String.format(Locale.ROOT, "clearing-%04d", ++accounts), "/api/alerts");
    }
  }

  /** Simulates a program that sends the name of the user as the type of an error. */
  void sendAnAddressAsErrorType() throws IOException, InterruptedException {
    client.json(
        "hooli",
        "/api/reports/payment_analysis/failures",
        "{\"error\": \"jane.doe" + random.nextInt(50) + "@example.com\"}");
  }

  /** Simulates a scanner that tries paths. */
  void scan() throws IOException, InterruptedException {
    for (int i = 0; i < 6; i++) {
      String path = LOOKED_FOR.get(random.nextInt(LOOKED_FOR.size())) + random.nextInt(1_000_000);
      client.strange(i == 0 ? "PROPFIND" : "GET", path);
    }
    client.scrapeFromAfar();
  }

  /** Simulates a loop without a pause. */
  void callTooOften() throws IOException, InterruptedException {
    for (int i = 0; i < 30; i++) {
      client.get("initrode", "/api/payers/summit/profile");
    }
  }

  /** Asks for an unusual thing: a forecast where nothing was ever paid. */
  void askForTheImpossible() throws IOException, InterruptedException {
    client.get("newcomer", "/api/payers/summit/forecast");
    client.post("newcomer", "/api/reports/denial_analysis");
  }
}

package io.upstream.metrics.sample.traffic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Well-behaved customers: each sends a file with its history, and then the claims of each day. */
final class Customers {

  static final List<String> NAMES = List.of("acme", "globex", "initech", "umbrella", "hooli");

  private static final int HISTORY_DAYS = 35;
  private static final int CLAIMS_OF_EACH = 25;

  private final Client client;
  private final Random random;
  private final List<ClaimGenerator> mills = new ArrayList<>();
  private final int[] days = new int[NAMES.size()];
  private final String[] lastFiles = new String[NAMES.size()];

  Customers(Client client, long seed) {
    this.client = client;
    this.random = new Random(seed);
    for (int i = 0; i < NAMES.size(); i++) {
      // The seed is part of the numbers, so that two instances on one database send different
      // claims.
      mills.add(new ClaimGenerator(i, "C" + seed, new Random(seed * 31 + i)));
    }
  }

  /** The next customer sends what it has; the first time a history of several thousand lines. */
  void sendClaims(int step) throws IOException, InterruptedException {
    int customer = step % NAMES.size();
    StringBuilder file = new StringBuilder(ClaimGenerator.HEADER).append('\n');
    do {
      mills.get(customer).day(days[customer]++, CLAIMS_OF_EACH, file);
    } while (days[customer] < HISTORY_DAYS);
    lastFiles[customer] = file.toString();
    client.file(NAMES.get(customer), "/api/claims", lastFiles[customer]);
  }

  /** A customer sends the same file twice. */
  void sendAgain(int step) throws IOException, InterruptedException {
    int customer = step % NAMES.size();
    String last = lastFiles[customer];
    if (last != null) {
      client.file(NAMES.get(customer), "/api/claims", last);
    }
  }

  /** A customer sends an empty file. */
  void sendNothing(int step) throws IOException, InterruptedException {
    client.file(NAMES.get(step % NAMES.size()), "/api/claims", ClaimGenerator.HEADER + "\n");
  }

  /** A customer sends a single claim. */
  void sendOne(int step) throws IOException, InterruptedException {
    client.json(
        NAMES.get(step % NAMES.size()),
        "/api/claims",
        """
        [{"number": "T%s-%s", "payer": "evergreen", "procedure": "99213",
          "submitted": "2026-01-02", "decided": "2026-02-05", "outcome": "PAID",
          "billed": "12000", "paid": "9000"}]
        """
            .formatted(random.nextInt(1_000_000), step));
  }

  /** Customers read their payers and their alerts. */
  void lookAround(int step) throws IOException, InterruptedException {
    List<String> payers = List.of("northstar", "blueriver", "summit", "lakeside");
    for (int i = 0; i < 4; i++) {
      String customer = NAMES.get(random.nextInt(NAMES.size()));
      client.get(customer, "/api/payers/" + payers.get(random.nextInt(payers.size())) + "/profile");
    }
    client.get(NAMES.get(step % NAMES.size()), "/api/alerts");
  }

  void askForReport(int step) throws IOException, InterruptedException {
    List<String> types =
        List.of("drift_summary", "payment_analysis", "denial_analysis", "quality_dashboard");
    client.post(
        NAMES.get(random.nextInt(NAMES.size())), "/api/reports/" + types.get(step % types.size()));
  }
}

package io.upstream.metrics.benchmarks.peers;

/** Who is measured. */
public enum Peer {
  UPSTREAM {
    @Override
    public Library make(int customers) {
      return new Upstream(customers);
    }
  },
  CLIENT_JAVA {
    @Override
    public Library make(int customers) {
      return new ClientJava(true);
    }
  },
  CLIENT_JAVA_DEFAULTS {
    @Override
    public Library make(int customers) {
      return new ClientJava(false);
    }
  },
  MICROMETER {
    @Override
    public Library make(int customers) {
      return new MicrometerPrometheus();
    }
  },
  PREPARED {
    @Override
    public Library make(int customers) {
      return new PreparedLines();
    }
  };

  /** A library that is ready for so many customers. */
  public abstract Library make(int customers);
}

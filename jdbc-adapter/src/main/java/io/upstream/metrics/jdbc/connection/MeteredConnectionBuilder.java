package io.upstream.metrics.jdbc.connection;

import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.sql.ShardingKey;
import org.jspecify.annotations.NullUnmarked;

/** A connection builder whose connection is counted like any other. */
@NullUnmarked // java.sql says nothing about null
public final class MeteredConnectionBuilder implements ConnectionBuilder {

  private final ConnectionBuilder delegate;
  private final ConnectionSource source;

  /** Creates a builder in front of the driver's or the pool's. */
  public MeteredConnectionBuilder(ConnectionBuilder delegate, ConnectionSource source) {
    this.delegate = delegate;
    this.source = source;
  }

  @Override
  public ConnectionBuilder user(String username) {
    delegate.user(username);
    return this;
  }

  @Override
  public ConnectionBuilder password(String password) {
    delegate.password(password);
    return this;
  }

  @Override
  public ConnectionBuilder shardingKey(ShardingKey shardingKey) {
    delegate.shardingKey(shardingKey);
    return this;
  }

  @Override
  public ConnectionBuilder superShardingKey(ShardingKey superShardingKey) {
    delegate.superShardingKey(superShardingKey);
    return this;
  }

  @Override
  public Connection build() throws SQLException {
    Connection connection;
    try {
      connection = delegate.build();
    } catch (Throwable failure) {
      source.borrowFailed();
      throw failure;
    }
    return source.meteredOnce(connection);
  }
}

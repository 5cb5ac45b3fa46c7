package io.upstream.metrics.it.versions.app;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where Hazelcast is, one member that looks for no other. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = "com.hazelcast.config.Config")
class SingleMember {

  /** Boot 4 makes one in a module of its own. */
  @Bean(destroyMethod = "shutdown")
  HazelcastInstance hazelcastInstance() {
    Config config = new Config();
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.logging.type", "slf4j");
    return Hazelcast.newHazelcastInstance(config);
  }
}

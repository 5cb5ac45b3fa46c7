package io.upstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.openshift.api.model.monitoring.v1.Endpoint;
import io.fabric8.openshift.api.model.monitoring.v1.PodMetricsEndpoint;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import io.fabric8.openshift.api.model.monitoring.v1.RuleGroup;
import io.fabric8.openshift.api.model.monitoring.v1.SafeAuthorization;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.upstream.metrics.monitoring.panel.Dashboards;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * The files for Kubernetes are read into classes that were made from the schemas of Kubernetes and
 * of the Prometheus Operator: a field or a type that the schema does not have is refused, as {@code
 * kubectl apply --validate=strict} refuses it.
 */
class KubernetesFilesTest {

  /** The durations that the operator's schema accepts; its classes have plain strings. */
  private static final Pattern DURATION =
      Pattern.compile(
          "0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?");

  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .addModule(
              new SimpleModule()
                  .setDeserializerModifier(
                      new BeanDeserializerModifier() {
                        /** Takes away the map in which each class would keep unknown fields. */
                        @Override
                        public BeanDeserializerBuilder updateBuilder(
                            DeserializationConfig config,
                            BeanDescription description,
                            BeanDeserializerBuilder builder) {
                          builder.setAnySetter(null);
                          return builder;
                        }
                      }))
          .build();

  @Test
  void the_rules_fit_the_operators_schema() throws IOException {
    PrometheusRule rule = one("prometheusrule", PrometheusRule.class);
    assertThat(rule.getMetadata().getLabels())
        .isEqualTo(one("servicemonitor", ServiceMonitor.class).getMetadata().getLabels());
    Set<String> names = new HashSet<>();
    for (RuleGroup group : rule.getSpec().getGroups()) {
      assertThat(names.add(group.getName())).as(group.getName()).isTrue();
      assertThat(group.getInterval()).matches(DURATION);
      for (Rule each : group.getRules()) {
        assertThat(each.getExpr().getStrVal()).isNotBlank();
        assertThat(each.getAlert() == null).isNotEqualTo(each.getRecord() == null);
        for (String duration : notNull(each.getFor(), each.getKeepFiringFor())) {
          assertThat(duration).as(each.getAlert()).isNotEmpty().matches(DURATION);
        }
      }
    }
  }

  @Test
  void the_monitors_fit_schema_and_secret() throws IOException {
    Endpoint service = one("servicemonitor", ServiceMonitor.class).getSpec().getEndpoints().get(0);
    PodMetricsEndpoint pod =
        one("podmonitor", PodMonitor.class).getSpec().getPodMetricsEndpoints().get(0);
    assertThat(notNull(service.getInterval(), service.getScrapeTimeout()))
        .isEqualTo(notNull(pod.getInterval(), pod.getScrapeTimeout()))
        .hasSize(2)
        .allSatisfy(duration -> assertThat(duration).matches(DURATION));
    Secret example = one("secret.example", Secret.class);
    for (SafeAuthorization side : List.of(service.getAuthorization(), pod.getAuthorization())) {
      assertThat(side.getType()).isEqualTo("Bearer");
      assertThat(side.getCredentials().getName()).isEqualTo(example.getMetadata().getName());
      assertThat(example.getStringData()).containsKey(side.getCredentials().getKey());
    }
  }

  @Test
  void every_dashboard_is_a_small_config_map() throws IOException {
    List<ConfigMap> maps = all("dashboards", ConfigMap.class);
    assertThat(maps).hasSize(Dashboards.ALL.size());
    for (ConfigMap map : maps) {
      assertThat(map.getMetadata().getName()).matches("[a-z0-9-]{1,253}");
      map.getData().forEach((file, json) -> assertThat(json).as(file).hasSizeLessThan(1 << 20));
    }
  }

  @Test
  void the_network_policy_fits_the_schema() throws IOException {
    assertThat(one("networkpolicy", NetworkPolicy.class).getSpec().getIngress()).hasSize(1);
  }

  @Test
  void a_field_outside_the_schema_is_refused() throws IOException {
    ObjectNode monitor = (ObjectNode) documents("servicemonitor").get(0);
    ObjectNode endpoint = (ObjectNode) monitor.at("/spec/endpoints/0");
    endpoint.put("scrapeTimeOut", "10s");
    assertThatThrownBy(() -> STRICT.treeToValue(monitor, ServiceMonitor.class))
        .isInstanceOf(UnrecognizedPropertyException.class)
        .hasMessageContaining("scrapeTimeOut");
    endpoint.remove("scrapeTimeOut");
    ((ObjectNode) monitor.get("spec")).put("sampleLimit", "many");
    assertThatThrownBy(() -> STRICT.treeToValue(monitor, ServiceMonitor.class))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("sampleLimit");
  }

  private static <T> T one(String file, Class<T> type) throws IOException {
    List<T> all = all(file, type);
    assertThat(all).as(file).hasSize(1);
    return all.get(0);
  }

  private static <T> List<T> all(String file, Class<T> type) throws IOException {
    List<T> all = new ArrayList<>();
    for (JsonNode document : documents(file)) {
      assertThat(document.get("kind").asText()).isEqualTo(type.getSimpleName());
      all.add(STRICT.treeToValue(document, type));
    }
    return all;
  }

  private static List<JsonNode> documents(String file) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    new Yaml()
        .loadAll(
            Files.readString(MonitoringFilesTest.MONITORING.resolve("kubernetes/" + file + ".yml")))
        .forEach(document -> documents.add(STRICT.valueToTree(document)));
    return documents;
  }

  private static List<String> notNull(String... texts) {
    return Arrays.stream(texts).filter(Objects::nonNull).toList();
  }
}

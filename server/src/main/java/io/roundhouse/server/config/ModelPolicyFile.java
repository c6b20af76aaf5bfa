package io.roundhouse.server.config;

import io.roundhouse.routers.models.ModelPolicies;
import io.roundhouse.routers.models.ModelPolicy;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** A YAML file that says how a model is chosen, under the one key {@code policy}. */
public final class ModelPolicyFile {

  private ModelPolicyFile() {}

  /**
   * Reads a file.
   *
   * @param snapshots makes the policy of a folder of snapshots; throws with a sentence if it cannot
   * @throws ConfigException with every mistake in it
   */
  public static ModelPolicy read(Path file, Function<Path, ModelPolicy> snapshots) {
    return ConfigReader.readParts(file, System::getenv, root -> {
      Fields fields = root.fields();
      Optional<ModelPolicy> policy = fields.required("policy").map(new ModelPolicyReader(snapshots::apply)::read);
      fields.end();
      return policy.orElse(ModelPolicies.cheapest());
    });
  }
}

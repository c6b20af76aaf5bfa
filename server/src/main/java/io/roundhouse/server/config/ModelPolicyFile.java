package io.roundhouse.server.config;

import io.roundhouse.routers.models.ModelPolicy;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
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
    AtomicReference<ModelPolicy> policy = new AtomicReference<>();
    ConfigReader.readParts(file, System::getenv, root -> {
      Fields fields = root.fields();
      fields.required("policy").map(new ModelPolicyReader(snapshots)::read).ifPresent(policy::set);
      fields.end();
    });
    return policy.get();
  }
}

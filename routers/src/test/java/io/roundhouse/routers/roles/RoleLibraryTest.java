package io.roundhouse.routers.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoleLibraryTest {

  private static JsonNode json(String text) throws Exception {
    return new JsonMapper().readTree(text.replace('\'', '"'));
  }

  @Test
  void comesWithRolesForFourKindsOfTasks() {
    RoleLibrary library = RoleLibrary.builtIn();

    assertThat(library.domains().keySet()).containsExactly("mathematics", "code", "general-knowledge", "enterprise");
    for (String domain : library.domains().keySet()) {
      assertThat(library.roles(domain)).as(domain).hasSizeGreaterThanOrEqualTo(7);
    }
    assertThat(library.role("maths-checker").orElseThrow().prompt()).contains("Put the claimed result back into the question");
  }

  @Test
  void everyRoleSaysSomethingOfItsOwnInOneSentence() {
    Set<String> said = new HashSet<>();
    for (Role role : RoleLibrary.builtIn().roles()) {
      assertThat(role.duty()).as(role.id()).endsWith(".").doesNotContain(". ");
      assertThat(role.prompt().length()).as(role.id()).isBetween(80, 600);
      assertThat(said.add(role.duty()) && said.add(role.prompt())).as(role.id()).isTrue();
    }
  }

  @Test
  void usersAddAndReplaceRoles() throws Exception {
    RoleLibrary library = RoleLibrary.builtIn().with("mine.json", json("""
        [{'domain': 'law', 'description': 'Contracts and courts', 'roles': [
           {'id': 'advocate', 'duty': 'Argues one side.', 'prompt': 'Argue for the claim.'}]},
         {'domain': 'code', 'roles': [{'id': 'tester', 'duty': 'Tests.', 'prompt': 'Test it our way.'}]}]"""));

    assertThat(library.role("advocate").orElseThrow().domain()).isEqualTo("law");
    assertThat(library.role("tester").orElseThrow().prompt()).isEqualTo("Test it our way.");
    assertThat(library.domains()).containsEntry("law", "Contracts and courts").containsKey("code");
    assertThat(RoleLibrary.builtIn().role("advocate")).isEmpty();
  }

  @Test
  void complaintsSayWhatWasFound() {
    record Wrong(String document, String message) {}
    for (Wrong wrong : List.of(
        new Wrong("{'domain': 'law', 'roles': []}", "mine: expected a group of roles with 'domain', 'description'"),
        new Wrong("{'domain': 'code', 'roles': [], 'colour': 1}", "unknown keys [colour]"),
        new Wrong("{'domain': 'code', 'roles': [{'id': 'A b', 'duty': 'x', 'prompt': 'y'}]}", "mine: a role has the id 'A b'"),
        new Wrong("{'domain': 'code', 'roles': [{'id': 'a', 'duty': 'x'}]}", "a prompt of 0 characters"),
        new Wrong("{'domain': 'code', 'roles': [{'id': 'a', 'duty': 'x', 'prompt': 'y'}, {'id': 'a', 'duty': 'x', 'prompt': 'y'}]}",
            "'a' is there twice"))) {
      assertThatThrownBy(() -> RoleLibrary.builtIn().with("mine", json(wrong.document()))).hasMessageContaining(wrong.message());
    }
  }
}

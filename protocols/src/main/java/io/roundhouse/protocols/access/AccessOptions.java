package io.roundhouse.protocols.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who is let in, and to what. Immutable; safe to share.
 *
 * @param on whether anybody is asked who they are
 * @param anonymous who may come without saying
 * @param anonymousScopes what those are granted
 * @param allowUnauthenticated whether an address that others can reach may be served while nobody has to say who they are
 * @param keys API keys
 * @param issuers authorization servers whose tokens are taken
 * @param rules what calls need
 */
public record AccessOptions(
    boolean on,
    Anonymous anonymous,
    Set<String> anonymousScopes,
    boolean allowUnauthenticated,
    List<ApiKey> keys,
    List<TokenIssuer> issuers,
    List<AccessRule> rules) {

  /** Who may come without credentials. */
  public enum Anonymous {
    /** Nobody. */
    NONE,
    /** Whoever connects from this machine; behind a proxy on this machine that is everybody. */
    LOOPBACK,
    /** Everybody. */
    EVERYONE
  }

  public AccessOptions {
    anonymousScopes = Set.copyOf(anonymousScopes);
    keys = List.copyOf(keys);
    issuers = List.copyOf(issuers);
    rules = List.copyOf(rules);
    requireDistinct("API key", keys.stream().map(ApiKey::name).toList());
    requireDistinct("issuer", issuers.stream().map(TokenIssuer::name).toList());
    requireDistinct("issuer", issuers.stream().map(issuer -> issuer.issuer().toString()).toList());
    if (on && keys.isEmpty() && issuers.isEmpty() && anonymous == Anonymous.NONE) {
      throw new IllegalArgumentException("nobody can come in: access has no API key, no issuer, and lets no one in anonymously");
    }
  }

  /** Nobody is asked; for a server that only this machine reaches. */
  public static AccessOptions off() {
    return new AccessOptions(false, Anonymous.EVERYONE, Set.of(), false, List.of(), List.of(), List.of());
  }

  /** Whoever has one of these keys. */
  public static AccessOptions ofKeys(ApiKey... keys) {
    return new AccessOptions(true, Anonymous.NONE, Set.of(), false, List.of(keys), List.of(), List.of());
  }

  /** Whoever has a token of one of these issuers. */
  public static AccessOptions ofIssuers(TokenIssuer... issuers) {
    return new AccessOptions(true, Anonymous.NONE, Set.of(), false, List.of(), List.of(issuers), List.of());
  }

  /** The same options with these keys, too. */
  public AccessOptions withKeys(List<ApiKey> newKeys) {
    return new AccessOptions(true, on ? anonymous : Anonymous.NONE, anonymousScopes, allowUnauthenticated, newKeys, issuers, rules);
  }

  /** The same options with these rules. */
  public AccessOptions withRules(List<AccessRule> newRules) {
    return new AccessOptions(on, anonymous, anonymousScopes, allowUnauthenticated, keys, issuers, newRules);
  }

  /** The same options for those who do not say who they are. */
  public AccessOptions withAnonymous(Anonymous who, Set<String> scopes) {
    return new AccessOptions(on, who, scopes, allowUnauthenticated, keys, issuers, rules);
  }

  /** The same options with or without leave to serve an address that others reach while nobody has to say who they are. */
  public AccessOptions withAllowUnauthenticated(boolean allowed) {
    return new AccessOptions(on, anonymous, anonymousScopes, allowed, keys, issuers, rules);
  }

  /** Whether somebody on another machine has to say who they are. */
  public boolean guardsPublicAddress() {
    return on && anonymous != Anonymous.EVERYONE;
  }

  /** The ways to say who one is, for agent cards and the like; none if nobody is asked. */
  public List<Scheme> schemes() {
    List<Scheme> schemes = new ArrayList<>();
    if (on && !keys.isEmpty()) {
      schemes.add(new Scheme.KeyHeader(Access.KEY_HEADER));
      schemes.add(new Scheme.KeyBearer());
    }
    if (on) {
      List<String> scopes = accessRules().scopes();
      issuers.forEach(issuer -> schemes.add(new Scheme.Token(issuer.issuer(), scopes)));
    }
    return List.copyOf(schemes);
  }

  AccessRules accessRules() {
    if (!on) {
      return AccessRules.open();
    }
    Map<String, Visibility> visibility = new HashMap<>();
    keys.forEach(key -> visibility.put("key:" + key.name(), key.visibility()));
    issuers.forEach(issuer -> visibility.put(issuer.name(), issuer.visibility()));
    visibility.values().removeIf(Visibility.FULL::equals);
    return AccessRules.of(rules, visibility);
  }

  private static void requireDistinct(String kind, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(kind + " '" + name + "' is there twice");
      }
    }
  }
}

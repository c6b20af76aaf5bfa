package io.roundhouse.protocols.mcp.client;

/** Hears what has changed at a server, on the connection's event loop. */
interface News {

  void toolsChanged(Attempt attempt);

  /** Prompts, resources or templates have come or gone. */
  void offersChanged(Attempt attempt);

  /** The content of a resource, by the server's own address, is not what it was. */
  void updated(String uri);
}

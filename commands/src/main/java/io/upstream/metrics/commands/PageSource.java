package io.upstream.metrics.commands;

import io.upstream.metrics.page.PageFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;

/** A page in this process: {@code recorder::writePage}. */
@FunctionalInterface
public interface PageSource {

  /** Writes the named families, or all if there is no name. */
  void write(PageFormat format, Set<String> names, OutputStream out) throws IOException;
}

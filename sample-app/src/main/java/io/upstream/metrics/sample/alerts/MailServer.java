package io.upstream.metrics.sample.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.upstream.metrics.label.ChannelType;
import jakarta.annotation.PreDestroy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * As much of a mail server as one alert needs: takes messages on a free port of this machine, and
 * keeps their number. When it is down, it refuses all clients with the protocol's answer.
 */
@Component
class MailServer {

  private final Outages outages;
  private final ServerSocket socket;
  private final AtomicLong messages = new AtomicLong();

  MailServer(Outages outages) throws IOException {
    this.outages = outages;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "mail-server");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Returns how many messages wait; unknown while the server is down. */
  long messages() {
    if (outages.isDown(ChannelType.EMAIL)) {
      throw new IllegalStateException("The mail server is down");
    }
    return messages.get();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        client.setSoTimeout(5_000);
        talk(client);
      } catch (IOException gone) {
        // The client or the whole server has gone; the loop checks which.
      }
    }
  }

  private void talk(Socket client) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
    OutputStream out = client.getOutputStream();
    if (outages.isDown(ChannelType.EMAIL)) {
      say(out, "421 closed for today");
      return;
    }
    say(out, "220 ready");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String command = line.toUpperCase(Locale.ROOT);
      if (command.startsWith("QUIT")) {
        say(out, "221 bye");
        return;
      }
      if (command.equals("DATA")) {
        say(out, "354 go on");
        skipMessage(in);
        messages.incrementAndGet();
      }
      say(out, "250 ok");
    }
  }

  private static void skipMessage(BufferedReader in) throws IOException {
    String line = in.readLine();
    while (line != null && !line.equals(".")) {
      line = in.readLine();
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(UTF_8));
    out.flush();
  }

  @PreDestroy
  void close() throws IOException {
    socket.close();
  }
}

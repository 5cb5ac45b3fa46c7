package io.upstream.metrics.sample.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.upstream.metrics.label.ChannelType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import org.springframework.stereotype.Component;

/** Sends plain text mail over SMTP. */
@Component
final class EmailChannel implements Channel {

  private final MailServer server;

  EmailChannel(MailServer server) {
    this.server = server;
  }

  @Override
  public ChannelType type() {
    return ChannelType.EMAIL;
  }

  @Override
  public void send(String title, String text) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(5_000);
      BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      OutputStream out = socket.getOutputStream();
      expect(in, "220");
      ask(in, out, "HELO sample", "250");
      ask(in, out, "MAIL FROM:<alerts@sample.invalid>", "250");
      ask(in, out, "RCPT TO:<desk@sample.invalid>", "250");
      ask(in, out, "DATA", "354");
      ask(in, out, "Subject: " + title + "\r\n\r\n" + text + "\r\n.", "250");
      ask(in, out, "QUIT", "221");
    }
  }

  private static void ask(BufferedReader in, OutputStream out, String line, String answer)
      throws IOException {
    out.write((line + "\r\n").getBytes(UTF_8));
    out.flush();
    expect(in, answer);
  }

  private static void expect(BufferedReader in, String answer) throws IOException {
    String line = in.readLine();
    if (line == null || !line.startsWith(answer)) {
      throw new ChannelUnavailable("The mail server said " + line);
    }
  }
}

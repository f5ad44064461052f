package io.sluice.cli.doctor;

import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/// The way in which notifier-service sends mail.
///
/// @param startTls the value of `quarkus.mailer.start-tls`
record MailAccess(
        String host,
        int port,
        StartTls startTls,
        boolean tls,
        Optional<String> user,
        Optional<String> password,
        String from,
        Authorities trusted,
        Duration limit) {

    enum StartTls {
        DISABLED,
        OPTIONAL,
        REQUIRED
    }

    String place() {
        return host + ":" + port;
    }

    /// The properties for Jakarta Mail.
    Properties properties() {
        var millis = Long.toString(limit.toMillis());
        var properties = new Properties();
        properties.setProperty("mail.smtp.host", host);
        properties.setProperty("mail.smtp.port", Integer.toString(port));
        properties.setProperty("mail.smtp.connectiontimeout", millis);
        properties.setProperty("mail.smtp.timeout", millis);
        properties.setProperty("mail.smtp.writetimeout", millis);
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(tls));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.socketFactory", trusted.context().getSocketFactory());
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(startTls != StartTls.DISABLED));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(startTls == StartTls.REQUIRED));
        properties.setProperty("mail.smtp.auth", Boolean.toString(user.isPresent()));
        return properties;
    }
}

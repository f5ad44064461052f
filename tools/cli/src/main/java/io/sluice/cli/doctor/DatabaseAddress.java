package io.sluice.cli.doctor;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/// The way to a service's database.
///
/// @param url for JDBC; it may contain secrets, so no message shows it
record DatabaseAddress(String url, Optional<String> user, Optional<String> password, Duration limit) {

    Connection connect() throws SQLException {
        var properties = new Properties();
        user.ifPresent(name -> properties.setProperty("user", name));
        password.ifPresent(text -> properties.setProperty("password", text));
        var seconds = Long.toString(Math.max(1, limit.toSeconds()));
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("loginTimeout", seconds);
        properties.setProperty("socketTimeout", seconds);
        properties.setProperty("ApplicationName", "sluice doctor");
        return DriverManager.getConnection(url, properties);
    }

    /// Host, port and database, without parameters.
    String place() {
        return url.replaceFirst("^jdbc:postgresql:(//)?", "")
                .replaceFirst("[?].*$", "")
                .replaceFirst("^.*@", "");
    }
}

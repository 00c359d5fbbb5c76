package dev.heliograph.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Plain JDBC with the ceremony in one place. One transaction a call, rolled back on any throw. */
public final class Database {

  /** The database could not do what it was asked. */
  public static final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseException(SQLException cause) {
      super("the database failed: " + cause.getMessage(), cause);
    }

    /** Whether a unique or foreign key refused the change. */
    boolean isConstraint() {
      return getCause() instanceof SQLIntegrityConstraintViolationException
          || (getCause() instanceof SQLException s
              && s.getSQLState() != null
              && s.getSQLState().startsWith("23"));
    }
  }

  /** Makes an object of the current row. */
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** What happens in one transaction. */
  interface Work<T> {
    T in(Transaction tx) throws SQLException;
  }

  private final DataSource source;

  public Database(DataSource source) {
    this.source = source;
  }

  /**
   * @throws DatabaseException if the database fails; nothing was changed then
   */
  <T> T transaction(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      boolean done = false;
      try {
        T result = work.in(new Transaction(connection));
        connection.commit();
        done = true;
        return result;
      } finally {
        if (!done) {
          connection.rollback();
        }
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  <T> List<T> list(String sql, Row<T> row, @Nullable Object... parameters) {
    return transaction(tx -> tx.list(sql, row, parameters));
  }

  <T> Optional<T> one(String sql, Row<T> row, @Nullable Object... parameters) {
    return list(sql, row, parameters).stream().findFirst();
  }

  int update(String sql, @Nullable Object... parameters) {
    return transaction(tx -> tx.update(sql, parameters));
  }

  /** Statements of one transaction. */
  static final class Transaction {
    private final Connection connection;

    private Transaction(Connection connection) {
      this.connection = connection;
    }

    <T> List<T> list(String sql, Row<T> row, @Nullable Object... parameters) throws SQLException {
      try (PreparedStatement statement = prepare(sql, parameters);
          ResultSet rows = statement.executeQuery()) {
        List<T> list = new ArrayList<>();
        while (rows.next()) {
          list.add(row.of(rows));
        }
        return list;
      }
    }

    int update(String sql, @Nullable Object... parameters) throws SQLException {
      try (PreparedStatement statement = prepare(sql, parameters)) {
        return statement.executeUpdate();
      }
    }

    private PreparedStatement prepare(String sql, @Nullable Object... parameters)
        throws SQLException {
      PreparedStatement statement = connection.prepareStatement(sql);
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return statement;
    }
  }
}

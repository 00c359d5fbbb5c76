package dev.heliograph.store;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.RunEvent;
import dev.heliograph.agent.RunStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Conversations, runs and their append-only events in the database. */
public final class SqlRuns implements RunStore {

  private final Database database;

  public SqlRuns(Database database) {
    this.database = database;
  }

  @Override
  public void save(Conversation c) {
    database.update(
        "insert into conversation (id, created_at, agent, studies, names) values (?, ?, ?, ?, ?)",
        c.id(),
        Columns.time(c.createdAt()),
        c.agent(),
        Columns.json(c.studies()),
        Columns.json(c.names()));
  }

  @Override
  public Optional<Conversation> conversation(String id) {
    return database.one("select * from conversation where id = ?", SqlRuns::conversation, id);
  }

  @Override
  public List<Conversation> conversations() {
    return database.list(
        "select * from conversation order by created_at desc, id desc", SqlRuns::conversation);
  }

  private static Conversation conversation(ResultSet row) throws SQLException {
    return new Conversation(
        row.getString("id"),
        Columns.time(row.getLong("created_at")),
        row.getString("agent"),
        Columns.texts(row.getString("studies")),
        Columns.texts(row.getString("names")));
  }

  @Override
  public boolean deleteConversation(String id) {
    return database.update("delete from conversation where id = ?", id) > 0;
  }

  @Override
  public boolean begin(Run run) {
    try {
      database.update(
          "insert into run (id, conversation, message, created_at, last_seq, active)"
              + " values (?, ?, ?, ?, 0, ?)",
          run.id(),
          run.conversation(),
          run.text(),
          Columns.time(run.createdAt()),
          run.conversation());
      return true;
    } catch (Database.DatabaseException e) {
      // The unique key decides, not a look beforehand: another process may begin at this moment.
      if (e.isConstraint() && busy(run.conversation())) {
        return false;
      }
      throw e;
    }
  }

  private boolean busy(String conversation) {
    return database
        .one("select id from run where active = ?", row -> row.getString(1), conversation)
        .isPresent();
  }

  @Override
  public Optional<Run> run(String id) {
    return database.one("select * from run where id = ?", SqlRuns::run, id);
  }

  @Override
  public List<Run> runs(String conversation) {
    return database.list(
        "select * from run where conversation = ? order by created_at, id",
        SqlRuns::run,
        conversation);
  }

  @Override
  public List<Run> unfinished() {
    return database.list(
        "select * from run where active is not null order by created_at, id", SqlRuns::run);
  }

  private static Run run(ResultSet row) throws SQLException {
    String ended = row.getString("ended_with");
    return new Run(
        row.getString("id"),
        row.getString("conversation"),
        row.getString("message"),
        Columns.time(row.getLong("created_at")),
        ended == null ? null : RunEvent.Type.of(ended));
  }

  @Override
  public void append(RunEvent event) {
    String ended = event.type().isFinal() ? event.type().json() : null;
    database.transaction(
        tx -> {
          // The condition makes the number and the run's state one decision; the row lock orders
          // writers.
          int advanced =
              tx.update(
                  "update run set last_seq = ?, ended_with = ?, active = case when ? = 1 then null"
                      + " else active end where id = ? and last_seq = ? and ended_with is null",
                  event.seq(),
                  ended,
                  ended == null ? 0 : 1,
                  event.run(),
                  event.seq() - 1);
          if (advanced == 0) {
            throw new IllegalStateException(
                "event "
                    + event.seq()
                    + " of run "
                    + event.run()
                    + " is refused: it is not the next one, or the run has ended");
          }
          return tx.update(
              "insert into run_event (run, seq, event_type, happened_at, payload)"
                  + " values (?, ?, ?, ?, ?)",
              event.run(),
              event.seq(),
              event.type().json(),
              Columns.time(event.at()),
              event.payload().toString());
        });
  }

  @Override
  public List<RunEvent> events(String run, long after) {
    return database.list(
        "select * from run_event where run = ? and seq > ? order by seq",
        SqlRuns::event,
        run,
        after);
  }

  private static RunEvent event(ResultSet row) throws SQLException {
    return new RunEvent(
        row.getString("run"),
        row.getLong("seq"),
        RunEvent.Type.of(row.getString("event_type")),
        Columns.time(row.getLong("happened_at")),
        Columns.read(row.getString("payload"), new TypeReference<ObjectNode>() {}));
  }
}

// The book contract over memory, CSV and SQLite, and what only SQLite can do.
#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>

#include "model/error.h"
#include "model/touch_id.h"
#include "sync/store/csv_book.h"
#include "sync/store/open_book.h"
#include "sync/store/sqlite_book.h"
#include "tests/contract/book_contract.h"
#include "tests/support/memory_book.h"
#include "tests/support/temp_dir.h"

namespace touchbase::test {
namespace {

using store::CsvBook;
using store::SqliteBook;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class MemoryBookFixture : public BookFixture {
 public:
  Book& book() override { return book_; }
  Book& other() override { return book_; }
  void UserAddsContact(const std::string& name, const std::string& email) override {
    Contact contact;
    contact.id = contact.email = email;
    contact.name = name;
    book_.AddContact(contact);
  }
  void UserAddsTouch(const std::string& id, const std::string& contact,
                     const std::string& at) override {
    Touch touch;
    touch.contact = contact;
    touch.at = LocalTime{*ParseDate(at)};
    touch.id = ids_.Next({id, contact, at, Direction::kOut, "met"});
    touch.kind = Kind::kMet;
    book_.AddTouch(touch);
  }

 private:
  TouchIds ids_;
  MemoryBook book_;
};

class CsvFixture : public BookFixture {
 public:
  CsvFixture() { Save(); }
  Book& book() override { return book_; }
  Book& other() override { return other_; }
  void UserAddsContact(const std::string& name, const std::string& email) override {
    contacts_ += name + "," + email + "\n";
    Save();
  }
  void UserAddsTouch(const std::string& id, const std::string& contact,
                     const std::string& at) override {
    const bool there = std::filesystem::exists(dir_ / "touches.csv");
    const std::string before = there ? ReadFile(dir_ / "touches.csv") : "id,contact,at,kind\n";
    dir_.Write("touches.csv", before + id + "," + contact + "," + at + ",met\n");
  }

 private:
  void Save() { dir_.Write("contacts.csv", contacts_); }

  TempDir dir_;
  UtcZone zone_;
  std::string contacts_ = "name,email\n";
  CsvBook book_{{dir_.path().string(), {}}, &zone_};
  CsvBook other_{{dir_.path().string(), {}}, &zone_};
};

// The user's own file, which is never written; touches and new people are beside it.
class OwnFileFixture : public BookFixture {
 public:
  OwnFileFixture() { Save(); }
  ~OwnFileFixture() override { EXPECT_EQ(ReadFile(dir_ / "people.csv"), people_); }
  OwnFileFixture(const OwnFileFixture&) = delete;
  OwnFileFixture& operator=(const OwnFileFixture&) = delete;
  Book& book() override { return book_; }
  Book& other() override { return other_; }
  void UserAddsContact(const std::string& name, const std::string& email) override {
    people_ += name + ";" + email + "\r\n";
    Save();
  }
  void UserAddsTouch(const std::string& id, const std::string& contact,
                     const std::string& at) override {
    const bool there = std::filesystem::exists(dir_ / "touches.csv");
    const std::string before = there ? ReadFile(dir_ / "touches.csv") : "id,contact,at,kind\n";
    dir_.Write("touches.csv", before + id + "," + contact + "," + at + ",met\n");
  }

 private:
  void Save() { dir_.Write("people.csv", people_); }

  TempDir dir_;
  UtcZone zone_;
  std::string people_ = "Name;E-Mail privat\r\n";
  store::CsvBookSettings settings_{(dir_ / "people.csv").string(), {{"email", "E-Mail privat"}}};
  CsvBook book_{settings_, &zone_};
  CsvBook other_{settings_, &zone_};
};

class SqliteFixture : public BookFixture {
 public:
  // Empty `journal`: SQLite's default.
  explicit SqliteFixture(const std::string& journal = "") {
    Run(journal.empty() ? "" : "PRAGMA journal_mode = " + journal);
    Run("CREATE TABLE contacts (name TEXT, email TEXT, shoe_size INTEGER)");
    Run("CREATE TABLE touches (id TEXT, contact TEXT, at TEXT, kind TEXT)");
  }
  Book& book() override { return book_; }
  Book& other() override { return other_; }
  void UserAddsContact(const std::string& name, const std::string& email) override {
    Run("INSERT INTO contacts VALUES ('" + name + "', '" + email + "', 42)");
  }
  void UserAddsTouch(const std::string& id, const std::string& contact,
                     const std::string& at) override {
    Run("INSERT INTO touches (id, contact, at, kind) VALUES ('" + id + "', '" + contact + "', '" +
        at + "', 'met')");
  }

 private:
  void Run(const std::string& sql) {
    SQLite::Database database(path_, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec(sql);
  }

  TempDir dir_;
  const std::string path_ = dir_ / "book.db";
  UtcZone zone_;
  SqliteBook book_{{path_, {}, {}}, &zone_};
  SqliteBook other_{{path_, {}, {}}, &zone_};
};

// A schema of the user's own, read by statements; what we write is in tables of ours.
class OwnSchemaFixture : public BookFixture {
 public:
  OwnSchemaFixture() {
    Run("CREATE TABLE people (pk INTEGER PRIMARY KEY, who TEXT, mail TEXT)");
    Run("CREATE TABLE calls (no TEXT, who TEXT, day TEXT)");
  }
  ~OwnSchemaFixture() override {
    SQLite::Database database(path_, SQLite::OPEN_READONLY);
    EXPECT_EQ(database.execAndGet("SELECT count(*) FROM people").getInt(), people_);
  }
  OwnSchemaFixture(const OwnSchemaFixture&) = delete;
  OwnSchemaFixture& operator=(const OwnSchemaFixture&) = delete;
  Book& book() override { return book_; }
  Book& other() override { return other_; }
  void UserAddsContact(const std::string& name, const std::string& email) override {
    Run("INSERT INTO people (who, mail) VALUES ('" + name + "', '" + email + "')");
    ++people_;
  }
  void UserAddsTouch(const std::string& id, const std::string& contact,
                     const std::string& at) override {
    Run("INSERT INTO calls VALUES ('" + id + "', '" + contact + "', '" + at + "')");
  }

 private:
  void Run(const std::string& sql) {
    SQLite::Database database(path_, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec(sql);
  }
  static BookSql Statements() {
    BookSql sql;
    sql.contacts = "SELECT who AS name, mail AS email FROM people ORDER BY pk";
    sql.touches = "SELECT no AS id, who AS contact, day AS at, 'met' AS kind FROM calls";
    return sql;
  }

  TempDir dir_;
  int people_ = 0;
  const std::string path_ = dir_ / "book.db";
  UtcZone zone_;
  SqliteBook book_{{path_, {}, Statements()}, &zone_};
  SqliteBook other_{{path_, {}, Statements()}, &zone_};
};

INSTANTIATE_TEST_SUITE_P(
    Here, BookContract,
    ::testing::Values(BookKind{"Memory", [] { return std::make_unique<MemoryBookFixture>(); }},
                      BookKind{"Csv", [] { return std::make_unique<CsvFixture>(); }},
                      BookKind{"OwnCsvFile", [] { return std::make_unique<OwnFileFixture>(); }},
                      BookKind{"OwnSchema", [] { return std::make_unique<OwnSchemaFixture>(); }},
                      BookKind{"Sqlite", [] { return std::make_unique<SqliteFixture>(); }},
                      BookKind{"SqliteWithWal",
                               [] { return std::make_unique<SqliteFixture>("WAL"); }}),
    [](const auto& kind) { return kind.param.name; });

class SqliteBookTest : public ::testing::Test {
 protected:
  SQLite::Database Open() const {
    return SQLite::Database(path_, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  }
  void Run(const std::string& sql) const { Open().exec(sql); }
  std::string Ask(const std::string& sql) const { return Open().execAndGet(sql).getString(); }
  static Touch Row(const std::string& id) {
    Touch touch;
    touch.id = id;
    touch.contact = "jane@x.example";
    touch.at = LocalTime{MakeDate(2026, 3, 2)};
    touch.notes = "noted";
    return touch;
  }
  std::string ErrorOf(store::SqliteBookSettings settings) const {
    try {
      SqliteBook(std::move(settings), &zone_).Read();
    } catch (const InputError& error) {
      return error.what();
    }
    return "no error";
  }

  TempDir dir_;
  const std::string path_ = dir_ / "book.db";
  UtcZone zone_;
};

TEST_F(SqliteBookTest, EmptyDatabaseGetsOurTables) {
  Run("");
  SqliteBook book({path_, {}, {}}, &zone_);
  EXPECT_THAT(book.Read().contacts, SizeIs(0));
  Run("INSERT INTO contacts (name, met_on) VALUES ('Jane', '2026-03-01')");
  EXPECT_EQ(book.Read().contacts.at(0).met_on, MakeDate(2026, 3, 1));
  ASSERT_TRUE(book.Append({{Row("t1")}}).done);
  EXPECT_EQ(Ask("SELECT typeof(at) || notes FROM touches"), "textnoted");
}

TEST_F(SqliteBookTest, MissingColumnsAreAddedWhenFirstNeeded) {
  Run("CREATE TABLE contacts (email TEXT)");
  Run("CREATE TABLE touches (Contact TEXT, at TEXT, mine INTEGER DEFAULT 7)");
  Run("INSERT INTO touches (contact, at) VALUES ('jane@x.example', '2026-03-01')");
  SqliteBook book({path_, {}, {}}, &zone_);
  (void)book.Read();
  ASSERT_TRUE(book.Append({{Row("t1")}}).done);
  EXPECT_EQ(Ask("SELECT group_concat(name) FROM pragma_table_info('touches')"),
            "Contact,at,mine,id,direction,kind,notes");
  EXPECT_EQ(Ask("SELECT mine FROM touches WHERE id = 't1'"), "7");
  EXPECT_THAT(book.Read().touches, SizeIs(2));
}

TEST_F(SqliteBookTest, UnusableDatabasesAreErrorsThatSayWhatToDo) {
  EXPECT_THAT(ErrorOf({path_, {}, {}}), HasSubstr("no such database"));
  EXPECT_FALSE(std::filesystem::exists(path_)) << "a mistyped path makes no file";
  Run("CREATE TABLE people (name TEXT)");
  EXPECT_THAT(ErrorOf({path_, {}, {}}), HasSubstr("no table contacts"));
  dir_.Write("text.db", std::string(4096, 'x'));
  EXPECT_THAT(ErrorOf({dir_ / "text.db", {}, {}}), HasSubstr("not a database"));
}

TEST_F(SqliteBookTest, FailingInsertAddsNoRowAndIsAValue) {
  Run("");
  SqliteBook book({path_, {}, {}}, &zone_);
  (void)book.Read();
  Run("CREATE TRIGGER no_room BEFORE INSERT ON touches BEGIN SELECT RAISE(ABORT, 'no'); END");
  const AppendResult result = book.Append({{Row("t1"), Row("t2")}});
  EXPECT_FALSE(result.done);
  EXPECT_THAT(result.why, HasSubstr("the rows wait"));
  EXPECT_THAT(book.Read().touches, SizeIs(0));
}

TEST_F(SqliteBookTest, OwnStatementsReadAnySchemaAndLeaveItAlone) {
  Run("CREATE TABLE people (pk INTEGER PRIMARY KEY, mail TEXT)");
  Run("CREATE TABLE calls (who TEXT, day TEXT, note TEXT)");
  Run("INSERT INTO people VALUES (7, 'jane@x.example')");
  Run("INSERT INTO calls VALUES ('jane@x.example', '2026-03-01', 'old')");
  store::SqliteBookSettings settings{path_, {}, {}};
  settings.sql.contacts = "SELECT pk AS id, mail AS email FROM people";
  settings.sql.touches =
      "SELECT who AS contact, day AS at, 'met' AS kind, note AS notes FROM calls";
  SqliteBook side(settings, &zone_);
  EXPECT_EQ(side.Read().contacts.at(0).id, "7");
  ASSERT_TRUE(side.Append({{Row("t1")}}).done);
  EXPECT_THAT(side.Read().touches, SizeIs(2));
  EXPECT_EQ(Ask("SELECT count(*) FROM calls"), "1");

  settings.sql.write = TouchWrite::kInsert;
  settings.sql.insert_touch = "INSERT INTO calls VALUES (:contact, :at, :notes)";
  SqliteBook insert(settings, &zone_);
  (void)insert.Read();
  const AppendResult result = insert.Append({{Row("t2")}});
  ASSERT_TRUE(result.done) << result.why;
  EXPECT_EQ(Ask("SELECT group_concat(note) FROM calls"), "old,noted");
}

TEST_F(SqliteBookTest, OwnStatementsThatWriteOrMistakeAParameterAreRefused) {
  Run("CREATE TABLE people (email TEXT)");
  store::SqliteBookSettings settings{path_, {}, {}};
  settings.sql.contacts = "DELETE FROM people";
  EXPECT_THAT(ErrorOf(settings), HasSubstr("book_sql.contacts must be one SELECT"));
  settings.sql.contacts = "SELECT email FROM people; DROP TABLE people";
  EXPECT_THAT(ErrorOf(settings), HasSubstr("must be one SELECT"));
  settings.sql.contacts = "SELECT email FROM nowhere";
  EXPECT_THAT(ErrorOf(settings), HasSubstr("no such table"));
  settings.sql.contacts = "SELECT email FROM people";
  settings.sql.write = TouchWrite::kInsert;
  settings.sql.insert_touch = "INSERT INTO people VALUES (:whom)";
  SqliteBook book(settings, &zone_);
  (void)book.Read();
  EXPECT_THAT(book.Append({{Row("t1")}}).why, HasSubstr("\":whom\""));
}

std::vector<CellChange> NewCells() {
  return {{"goal", "a \"call\""}, {"Shoe", "43"}, {"email", ""}};
}

TEST_F(SqliteBookTest, OneContactChangesByItsRowAndNoOther) {
  Run("CREATE TABLE contacts (Name TEXT, email TEXT, shoe INTEGER)");
  Run("INSERT INTO contacts VALUES ('', '', 0), ('Jane', 'j@x', 42), ('Bob', 'b@x', 42)");
  Run("DELETE FROM contacts WHERE name = ''");
  SqliteBook book({path_, {}, {}}, &zone_);
  EXPECT_THAT(book.Read().unknown_columns, ElementsAre("shoe"));
  const AppendResult result = book.ChangeContact(1, NewCells());
  ASSERT_TRUE(result.done) << result.why;
  EXPECT_EQ(Ask("SELECT group_concat(name || email || shoe || ifnull(goal, '-')) FROM contacts"),
            "Janej@x42-,Bob43a \"call\"");
}

TEST_F(SqliteBookTest, AContactIsNotChangedInABookThatWasNotRead) {
  Run("CREATE TABLE contacts (name TEXT)");
  Run("INSERT INTO contacts VALUES ('Jane')");
  SqliteBook book({path_, {}, {}}, &zone_);
  (void)book.Read();
  Run("INSERT INTO contacts VALUES ('Bob')");
  const std::vector<CellChange> change = {{"name", "Joan"}};
  EXPECT_THAT(book.ChangeContact(0, change).why, HasSubstr("changed since"));
  EXPECT_EQ(Ask("SELECT group_concat(name) FROM contacts"), "Jane,Bob");
  (void)book.Read();
  EXPECT_TRUE(book.ChangeContact(0, change).done);
  (void)book.Read();
  const std::vector<CellChange> unknown = {{"goal", "x"}, {"gaol", "x"}};
  EXPECT_THAT(book.ChangeContact(0, unknown).why, HasSubstr("\"gaol\""));
  EXPECT_EQ(Ask("SELECT group_concat(name) FROM pragma_table_info('contacts')"), "name")
      << "all or nothing";
}

TEST_F(SqliteBookTest, PeopleOfAnOwnStatementAreChangedWhereTheyAre) {
  Run("CREATE TABLE people (mail TEXT)");
  Run("INSERT INTO people VALUES ('jane@x.example')");
  store::SqliteBookSettings settings{path_, {}, {}};
  settings.sql.contacts = "SELECT mail AS email FROM people";
  SqliteBook book(settings, &zone_);
  (void)book.Read();
  Contact jana;
  jana.id = jana.email = "jana@x.example";
  ASSERT_TRUE(book.AddContacts({{jana}}).done);
  (void)book.Read();
  const std::vector<CellChange> change = {{"name", "Jana"}};
  EXPECT_THAT(book.ChangeContact(0, change).why, HasSubstr("own program"));
  EXPECT_TRUE(book.ChangeContact(1, change).done);
  EXPECT_EQ(book.Read().contacts.at(1).name, "Jana");
}

TEST_F(SqliteBookTest, PathSaysWhatKindOfBookItIs) {
  dir_.Write("people.CSV", "name\nJane\n");
  dir_.Write("book/contacts.csv", "name\nBob\n");
  Run("CREATE TABLE contacts (name TEXT)");
  Run("INSERT INTO contacts VALUES ('Carla')");
  std::string names;
  for (const auto* name : {"people.CSV", "book", "book.db"}) {
    Settings settings;
    settings.book = dir_ / name;
    names += store::OpenBook(settings, &zone_)->Read().contacts.at(0).name;
  }
  EXPECT_EQ(names, "JaneBobCarla");
  Settings sheet;
  sheet.book = "people.ods";
  EXPECT_THROW((void)store::OpenBook(sheet, &zone_), InputError);
}

}  // namespace
}  // namespace touchbase::test

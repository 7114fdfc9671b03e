// Writing into the user's contacts file: what changes is the cell, and nothing else.
#include "sync/store/csv_contacts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>

#include "sync/store/csv_book.h"
#include "tests/support/faulty_files.h"
#include "tests/support/temp_dir.h"

namespace touchbase::store {
namespace {

using test::FaultyFiles;
using test::ReadFile;
using test::TempDir;
using ::testing::HasSubstr;

class CsvContactsTest : public ::testing::Test {
 protected:
  void Write(const std::string& bytes) const { dir_.Write("contacts.csv", bytes); }
  std::string Bytes() const { return ReadFile(dir_ / "contacts.csv"); }
  CsvBook Open(FileSystem* files = &PosixFiles()) const {
    return CsvBook({dir_.path().string(), {}}, &zone_, files);
  }
  // The bytes after a change of contact `index`; the reason when it was refused.
  std::string After(const std::string& before, std::size_t index,
                    const std::vector<CellChange>& changes) const {
    Write(before);
    CsvBook book = Open();
    (void)book.Read();
    const AppendResult result = book.ChangeContact(index, changes);
    if (result.done) return Bytes();
    EXPECT_EQ(Bytes(), before);
    return result.why;
  }

  TempDir dir_;
  UtcZone zone_;
};

struct ChangeCase {
  const char* what;
  std::string before;
  std::size_t index;
  std::vector<CellChange> changes;
  std::string after;
};

std::string Utf16(const std::string& text) {
  return "\xFF\xFE" + EncodeCsv(text, CsvEncoding::kUtf16Le);
}

const std::vector<ChangeCase> kChanges = {
    {"a plain cell",
     "name,goal\nJane,old\nBob,\n",
     0,
     {{"goal", "new"}},
     "name,goal\nJane,new\nBob,\n"},
    {"CRLF, semicolons, a mark, no line end at the end",
     "\xEF\xBB\xBFName;Goal\r\nJane;old\r\nBob;x",
     1,
     {{"goal", "a;b"}},
     "\xEF\xBB\xBFName;Goal\r\nJane;old\r\nBob;\"a;b\""},
    {"a quoted cell stays quoted",
     "name,goal\n\"Doe, Jane\",\"old\"\n",
     0,
     {{"goal", "new"}},
     "name,goal\n\"Doe, Jane\",\"new\"\n"},
    {"line ends and quotes inside other cells",
     "name,notes,goal\n\"Jane\",\"two\n\nlines \"\"here\"\", and\",x\nBob,,y\n",
     0,
     {{"goal", "z"}},
     "name,notes,goal\n\"Jane\",\"two\n\nlines \"\"here\"\", and\",z\nBob,,y\n"},
    {"a cell with line ends is replaced as a whole",
     "name,notes\nJane,\"one\ntwo\"\nBob,\n",
     0,
     {{"notes", "one"}},
     "name,notes\nJane,\"one\"\nBob,\n"},
    {"empty lines and rows that are nobody stay",
     "name,goal\n\n,\nJane,\n\n\nBob,b\n\n",
     1,
     {{"goal", "c"}},
     "name,goal\n\n,\nJane,\n\n\nBob,c\n\n"},
    {"sep= stays", "sep=;\nname;goal\nJane;x\n", 0, {{"goal", "y"}}, "sep=;\nname;goal\nJane;y\n"},
    {"Windows-1252",
     "name,goal\nJ\xFCrgen,caf\xE9\nZo\xEB,\x80\n",
     0,
     {{"goal",
       "Stra\xC3\x9F"
       "e"}},
     "name,goal\nJ\xFCrgen,Stra\xDF"
     "e\nZo\xEB,\x80\n"},
    {"UTF-16",
     Utf16("name\tgoal\r\nJ\xC3\xBCrgen\tx\r\n"),
     0,
     {{"goal", "\xE2\x9C\x93"}},
     Utf16("name\tgoal\r\nJ\xC3\xBCrgen\t\xE2\x9C\x93\r\n")},
    {"a missing column comes at the end of the header, other rows stay",
     "name,email\nJane,j@x\nBob,b@x\n",
     1,
     {{"goal", "g"}, {"email", "c@x"}},
     "name,email,goal\nJane,j@x\nBob,c@x,g\n"},
    {"two missing columns",
     "name\nJane\nBob\n",
     0,
     {{"goal", "g"}, {"event", "e"}},
     "name,goal,event\nJane,g,e\nBob\n"},
    {"a row wider than the header keeps its cells",
     "name,email\nJane,j@x,mine\n",
     0,
     {{"goal", "g"}},
     "name,email,,goal\nJane,j@x,mine,g\n"},
    {"a short row grows to the cell",
     "name,a,b,goal\nJane\n",
     0,
     {{"goal", "g"}},
     "name,a,b,goal\nJane,,,g\n"},
    {"a file that quotes all",
     "\"name\",\"x\",\"goal\"\n\"Jane\"\n",
     0,
     {{"goal", "g"}},
     "\"name\",\"x\",\"goal\"\n\"Jane\",\"\",\"g\"\n"},
    {"emptied", "name,goal\nJane,old\n", 0, {{"goal", ""}}, "name,goal\nJane,\n"},
    {"emptying what is not there",
     "name,x\nJane\n",
     0,
     {{"goal", ""}, {"x", ""}},
     "name,x\nJane\n"},
    {"a column of the user's own",
     "name,Shoe size\nJane,42\n",
     0,
     {{"shoe size", "43"}},
     "name,Shoe size\nJane,43\n"},
};

TEST_F(CsvContactsTest, OnlyTheCellChanges) {
  for (const ChangeCase& one : kChanges) {
    EXPECT_EQ(After(one.before, one.index, one.changes), one.after) << one.what;
  }
}

TEST_F(CsvContactsTest, AChangeThatCannotBeKeptIsRefused) {
  EXPECT_THAT(After("name,goal\nJ\xFCrgen,\n", 0, {{"goal", "\xE2\x9C\x93"}}),
              HasSubstr("Windows-1252"));
  EXPECT_THAT(After("name\nJane\n", 0, {{"gaol", "x"}}), HasSubstr("\"gaol\""));
  EXPECT_THAT(After(std::string("\xFF\xFEn\0a\0m\0e\0\n\0x\0\0\xD8\n\0", 18), 0, {{"name", "y"}}),
              HasSubstr("broken"));
}

TEST_F(CsvContactsTest, NothingIsChangedWhileSomebodyElseHoldsOrChangedTheFile) {
  Write("name\nJane\n");
  CsvBook book = Open();
  const std::vector<CellChange> change = {{"name", "Joan"}};
  EXPECT_THAT(book.ChangeContact(0, change).why, HasSubstr("not been read"));
  (void)book.Read();
  const auto lock = dir_.Write(".~lock.contacts.csv#", "");
  EXPECT_THAT(book.ChangeContact(0, change).why, HasSubstr("open in LibreOffice"));
  Contact jana;
  jana.id = jana.email = "jana@x.example";
  EXPECT_THAT(book.AddContacts({{jana}}).why, HasSubstr("open in LibreOffice"));
  std::filesystem::remove(lock);
  Write("name\nJill\n");
  EXPECT_THAT(book.ChangeContact(0, change).why, HasSubstr("changed since it was read"));
  EXPECT_EQ(Bytes(), "name\nJill\n");
  (void)book.Read();
  EXPECT_TRUE(book.ChangeContact(0, change).done);
  EXPECT_EQ(Bytes(), "name\nJoan\n");
}

TEST_F(CsvContactsTest, NewPeopleKeepTheFilesForm) {
  Write("\xEF\xBB\xBF\"Name\";\"E-Mail\";\"Mine\"\r\n\"Jane\";\"j@x.example\";\"1\"");
  CsvBook book = Open();
  (void)book.Read();
  Contact jana;
  jana.id = jana.email = "jana@x.example";
  jana.name = "Jana";
  jana.event = "Fair";
  ASSERT_TRUE(book.AddContacts({{jana}}).done);
  EXPECT_EQ(Bytes(),
            "\xEF\xBB\xBF\"Name\";\"E-Mail\";\"Mine\";\"event\"\r\n"
            "\"Jane\";\"j@x.example\";\"1\"\r\n"
            "\"Jana\";\"jana@x.example\";\"\";\"Fair\"\r\n");
}

TEST_F(CsvContactsTest, AnIdOfItsOwnIsWritten) {
  Write("id,name\n");
  CsvBook book = Open();
  (void)book.Read();
  Contact jana;
  jana.name = "Jana";
  jana.id = "j-1";
  ASSERT_TRUE(book.AddContacts({{jana}}).done);
  EXPECT_EQ(Bytes(), "id,name\nj-1,Jana\n");
}

TEST_F(CsvContactsTest, NewPeopleOfAnOwnFileGoBesideIt) {
  const std::string people = "name;mail\r\nJane;j@x.example\r\n";
  dir_.Write("new-contacts.csv", people);
  const store::CsvBookSettings settings{(dir_ / "new-contacts.csv").string(), {{"email", "mail"}}};
  CsvBook book(settings, &zone_);
  (void)book.Read();
  Contact jana;
  jana.id = jana.email = "jana@x.example";
  ASSERT_TRUE(book.AddContacts({{jana}}).done);
  EXPECT_EQ(ReadFile(dir_ / "new-contacts.csv"), people);
  EXPECT_TRUE(std::filesystem::exists(dir_ / "more-new-contacts.csv"));
  ASSERT_EQ(book.Read().contacts.size(), 2U);
  const std::vector<CellChange> change = {{"name", "Jana"}};
  EXPECT_THAT(book.ChangeContact(0, change).why, HasSubstr("never written"));
  EXPECT_TRUE(book.ChangeContact(1, change).done);
  EXPECT_EQ(book.Read().contacts.at(1).name, "Jana");
  EXPECT_EQ(ReadFile(dir_ / "new-contacts.csv"), people);
}

TEST_F(CsvContactsTest, DatesAsSpreadsheetsSaveThemAreTheSameRows) {
  dir_.Write("contacts.csv", "name,met_on,wait_until\nJane,1.3.2026,01.04.26\n");
  dir_.Write("touches.csv",
             "contact,at,kind,until\nJane,2026-03-02,first,2026-03-31\n"
             "Jane,2026-03-02 09:05,note,\n");
  const BookSnapshot before = Open().Read();
  EXPECT_EQ(before.contacts[0].met_on, MakeDate(2026, 3, 1));
  EXPECT_EQ(before.contacts[0].wait_until, MakeDate(2026, 4, 1));
  dir_.Write("touches.csv",
             "contact,at,kind,until\nJane,02.03.26,first,31.3.2026\nJane,2.3.2026 09:05,note,\n");
  const BookSnapshot after = Open().Read();
  EXPECT_THAT(after.warnings, ::testing::SizeIs(0));
  ASSERT_THAT(after.touches, ::testing::SizeIs(2));
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(after.touches[i].at, before.touches[i].at);
    EXPECT_EQ(after.touches[i].until, before.touches[i].until);
    EXPECT_EQ(after.touches[i].id, before.touches[i].id);
  }
}

TEST_F(CsvContactsTest, DotsThatAreNoDateStayUnread) {
  Write("name\nJane\n");
  for (const char* cell : {"31.2.2026", "1.2.3.2026", "1.13.2026", "1..2026", "1.2.202", "1.2."}) {
    dir_.Write("touches.csv", std::string("contact,at,kind\nJane,") + cell + ",first\n");
    EXPECT_THAT(Open().Read().touches, ::testing::SizeIs(0)) << cell;
  }
}

// Every operation on the file may fail or end the program: the file is the old one or the new one.
TEST_F(CsvContactsTest, AChangeIsWholeOrNotAtAll) {
  const std::string before = "email,goal\njane@x,old\n";
  const std::string after = "email,goal\njane@x,new\nj@x,\n";
  const std::vector<CellChange> change = {{"goal", "new"}};
  Contact jana;
  jana.email = jana.id = "j@x";
  struct Stop {};
  int points = 0;
  for (const bool crash : {false, true}) {
    for (int at = 0;; ++at, ++points) {
      Write(before);
      FaultyFiles files;
      CsvBook book = Open(&files);
      (void)book.Read();
      int count = 0;
      files.SetHook([&](const std::string&, int) {
        if (count++ != at) return std::error_code();
        if (crash) throw Stop{};
        return std::make_error_code(std::errc::no_space_on_device);
      });
      try {
        (void)book.ChangeContact(0, change);
        (void)book.AddContacts({{jana}});
      } catch (const Stop&) {
      }
      if (count <= at) break;
      const std::string bytes = Bytes();
      EXPECT_TRUE(bytes == before || bytes == after || bytes == "email,goal\njane@x,new\n" ||
                  bytes == "email,goal\njane@x,old\nj@x,\n")
          << at << bytes;
      CsvBook again = Open();
      (void)again.Read();
      EXPECT_TRUE(again.ChangeContact(0, change).done);
      EXPECT_TRUE(again.AddContacts({{jana}}).done);
      EXPECT_EQ(Bytes(), after) << at;
    }
  }
  EXPECT_GT(points, 20);
}

}  // namespace
}  // namespace touchbase::store

#include "sync/store/csv_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>

#include "model/error.h"
#include "tests/support/faulty_files.h"
#include "tests/support/temp_dir.h"

namespace touchbase::store {
namespace {

using test::FaultyFiles;
using test::ReadFile;
using test::TempDir;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr char kTouchHeader[] =
    "id,contact,at,direction,channel,kind,outcome,notes,follow_up,until";

class CsvBookTest : public ::testing::Test {
 protected:
  CsvBookTest() { dir_.Write("contacts.csv", "name,email\nJane Doe,jane@x.example\n"); }

  CsvBook Open(FileSystem* files = &PosixFiles()) const {
    return CsvBook({dir_.path().string(), {}}, &zone_, files);
  }
  std::string Log() const { return ReadFile(dir_ / "touches.csv"); }
  std::vector<std::string> Names() const {
    std::vector<std::string> names;
    (void)PosixFiles().List(dir_.path().string(), &names);
    return names;
  }
  static Touch Row(const std::string& id) {
    Touch touch;
    touch.id = id;
    touch.contact = "jane@x.example";
    touch.at = LocalTime{MakeDate(2026, 3, 2)} + hours{9};
    touch.has_time = true;
    touch.kind = Kind::kFollowUp;
    touch.channel = Channel::kEmail;
    return touch;
  }
  std::string ErrorOf(const std::string& contacts, const std::string& touches = "") const {
    dir_.Write("contacts.csv", contacts);
    if (!touches.empty()) dir_.Write("touches.csv", touches);
    try {
      (void)Open().Read();
    } catch (const InputError& error) {
      const std::string where = error.where().substr(dir_.path().string().size() + 1);
      return where + ": " + error.what();
    }
    return "no error";
  }

  TempDir dir_;
  UtcZone zone_;
};

TEST_F(CsvBookTest, ReadsColumnsByNameInAnyOrderAndKeepsUnknownOnes) {
  dir_.Write("contacts.csv",
             "Shoe size,E-Mail,VIP,First Name,Tags,met_on,status\r\n"
             "42,jane@x.example,yes,Jane,top; client ;,2026-03-01,Paused\r\n"
             "43,bob@x.example\r\n"
             ",,,,,,\r\n");
  const BookSnapshot snapshot = Open().Read();
  ASSERT_THAT(snapshot.contacts, SizeIs(2));
  const Contact& jane = snapshot.contacts[0];
  EXPECT_EQ(jane.email, "jane@x.example");
  EXPECT_EQ(jane.first_name, "Jane");
  EXPECT_TRUE(jane.vip);
  EXPECT_EQ(jane.status, ContactStatus::kPaused);
  EXPECT_THAT(jane.tags, ElementsAre("top", "client"));
  EXPECT_EQ(jane.met_on, MakeDate(2026, 3, 1));
  EXPECT_EQ(snapshot.contacts[1].first_name, "");
  EXPECT_THAT(snapshot.warnings, SizeIs(0));
}

TEST_F(CsvBookTest, OwnContactsFileHasTheLogBesideIt) {
  dir_.Write("people.csv", "Voller Name;E-Mail privat\nJane;jane@x.example\n");
  CsvBook book(
      {(dir_ / "people.csv").string(), {{"email", "e-mail privat"}, {"name", "Voller Name"}}},
      &zone_);
  const BookSnapshot snapshot = book.Read();
  ASSERT_THAT(snapshot.contacts, SizeIs(1));
  EXPECT_EQ(snapshot.contacts[0].name, "Jane");
  EXPECT_EQ(snapshot.contacts[0].email, "jane@x.example");
  const std::string before = ReadFile(dir_ / "people.csv");
  ASSERT_TRUE(book.Append({{Row("t1")}}).done);
  EXPECT_EQ(ReadFile(dir_ / "people.csv"), before);
  EXPECT_THAT(Log(), HasSubstr("t1;jane@x.example;2026-03-02T09:00:00+00:00;out;email;follow-up"))
      << "the log takes after the contacts file";
}

TEST_F(CsvBookTest, BadCellsAreNamedByLineAndColumnAndDoNotStopTheRead) {
  dir_.Write("contacts.csv", "name,met_on,vip,status\nJane,1/3/2026,perhaps,friend\n,,yes,\n");
  dir_.Write(
      "touches.csv",
      "contact,at,kind,until\nJane,yesterday,met,\nJane,2026-03-02,dance,soon\n,2026-03-02,met,\n");
  const BookSnapshot snapshot = Open().Read();
  EXPECT_THAT(snapshot.contacts, SizeIs(1));
  ASSERT_THAT(snapshot.touches, SizeIs(1)) << "a row whose time cannot be read is not planned with";
  EXPECT_EQ(snapshot.touches[0].kind, Kind::kUnknown);
  const std::string folder = dir_.path().string();
  EXPECT_THAT(snapshot.warnings,
              ElementsAre(HasSubstr("contacts.csv:2:3: vip: \"perhaps\""),
                          HasSubstr("contacts.csv:2:4: status: \"friend\""),
                          HasSubstr("contacts.csv:2:2: met_on: \"1/3/2026\" is not a date"),
                          HasSubstr("contacts.csv:3: no name and no e-mail"),
                          HasSubstr("touches.csv:2:2: at: \"yesterday\" is not a time"),
                          HasSubstr("touches.csv:3:3: kind: \"dance\""),
                          HasSubstr("touches.csv:3:4: until: \"soon\""),
                          HasSubstr("touches.csv:4:1: contact: \"\" names nobody")));
}

TEST_F(CsvBookTest, UnusableFilesAreErrorsThatNameThePlace) {
  EXPECT_THAT(
      ErrorOf("name,email\nJane,\"x\n"),
      HasSubstr("contacts.csv:2:2: reading the contacts found a quote that is never closed"));
  EXPECT_THAT(ErrorOf("phone,shoe\n1,2\n"), HasSubstr("neither a name nor an e-mail column"));
  EXPECT_THAT(ErrorOf("name,Email,EMAIL\n"), HasSubstr("the column \"email\" twice"));
  EXPECT_THAT(ErrorOf(""), HasSubstr("empty"));
  EXPECT_THAT(ErrorOf("name\n", "contact,when\n"), HasSubstr("no column \"at\""));
  EXPECT_THAT(ErrorOf("name\n", "contact,at\nJane,\"2026\"-03\n"),
              HasSubstr("touches.csv:2:2: reading the log found text after the closing quote"));
  std::filesystem::remove(dir_ / "contacts.csv");
  EXPECT_THROW((void)Open().Read(), InputError);
}

TEST_F(CsvBookTest, TimesAreReadInAllThreeForms) {
  dir_.Write("touches.csv",
             "contact,at,kind\nJane,2026-03-02,met\nJane,2026-03-02 14:30,met\n"
             "Jane,2026-03-02T14:30:00+02:00,met\n");
  const BookSnapshot snapshot = Open().Read();
  ASSERT_THAT(snapshot.touches, SizeIs(3));
  EXPECT_FALSE(snapshot.touches[0].has_time);
  EXPECT_EQ(FormatLocal(snapshot.touches[1].at), "2026-03-02 14:30");
  EXPECT_EQ(FormatLocal(snapshot.touches[2].at), "2026-03-02 12:30");
}

TEST_F(CsvBookTest, FirstAppendMakesTheLogWithItsHeader) {
  CsvBook book = Open();
  (void)book.Read();
  ASSERT_TRUE(book.Append({{Row("t1"), Row("t2"), Row("t1")}}).done);
  EXPECT_EQ(Log(), std::string(kTouchHeader) +
                       "\nt1,jane@x.example,2026-03-02T09:00:00+00:00,out,email,follow-up,,,,\n"
                       "t2,jane@x.example,2026-03-02T09:00:00+00:00,out,email,follow-up,,,,\n");
  const BookSnapshot again = Open().Read();
  ASSERT_THAT(again.touches, SizeIs(2));
  EXPECT_EQ(again.touches[1].at, Row("t2").at);
}

TEST_F(CsvBookTest, EveryCellOfARowIsReadBack) {
  Touch touch = Row("t1");
  touch.direction = Direction::kIn;
  touch.outcome = Outcome::kWait;
  touch.notes = "said: \"yes, maybe\"\nthen; more";
  touch.follow_up = "tb-00000000-0123456789abcdef0123456789abcdef-0";
  touch.until = MakeDate(2026, 4, 1);
  CsvBook book = Open();
  (void)book.Read();
  ASSERT_TRUE(book.Append({{touch}}).done);
  const Touch read = Open().Read().touches.at(0);
  EXPECT_EQ(read.id, touch.id);
  EXPECT_EQ(read.contact, touch.contact);
  EXPECT_EQ(read.direction, touch.direction);
  EXPECT_EQ(read.channel, touch.channel);
  EXPECT_EQ(read.kind, touch.kind);
  EXPECT_EQ(read.outcome, touch.outcome);
  EXPECT_EQ(read.notes, touch.notes);
  EXPECT_EQ(read.follow_up, touch.follow_up);
  EXPECT_EQ(read.until, touch.until);
}

TEST_F(CsvBookTest, OldBytesStayInEveryDialect) {
  const std::string utf16 =
      EncodeCsv("id;contact;at;kind\r\n;\"Jos\xC3\xA9\r\nmit Umbruch\";2026-03-01;met",
                CsvEncoding::kUtf16Le);
  const struct {
    std::string before, added;
  } cases[] = {
      {"\xEF\xBB\xBFid;contact;at;kind;channel;direction;Mine\r\n x "
       ";\"Ja\"\"ne\";2026-03-01;met\r\n",
       "t1;jane@x.example;2026-03-02T09:00:00+00:00;follow-up;email;out;\r\n"},
      {"\"id\",\"contact\",\"at\",\"kind\",\"channel\",\"direction\"\n\"a\",\"J\",\"2026-03-01\"",
       "\n\"t1\",\"jane@x.example\",\"2026-03-02T09:00:00+00:00\",\"follow-up\",\"email\","
       "\"out\"\n"},
      {"direction\tchannel\tkind\tat\tcontact\tid\nin\t\treply\t2026-03-01\tJos\xE9\t\n\n",
       "out\temail\tfollow-up\t2026-03-02T09:00:00+00:00\tjane@x.example\tt1\n"},
  };
  for (const auto& c : cases) {
    dir_.Write("touches.csv", c.before);
    CsvBook book = Open();
    (void)book.Read();
    const AppendResult result = book.Append({{Row("t1")}});
    EXPECT_TRUE(result.done) << result.why;
    EXPECT_EQ(Log(), c.before + c.added);
  }
  dir_.Write("touches.csv", "\xFF\xFE" + utf16);
  CsvBook book = Open();
  EXPECT_EQ(book.Read().touches.at(0).contact, "Jos\xC3\xA9\r\nmit Umbruch");
  ASSERT_TRUE(book.Append({{Row("t1")}}).done);
  CsvDialect dialect;
  const std::string text = DecodeCsv(Log(), &dialect);
  EXPECT_EQ(dialect.encoding, CsvEncoding::kUtf16Le);
  EXPECT_EQ(
      text,
      "id;contact;at;kind;direction;channel\r\n;\"Jos\xC3\xA9\r\nmit Umbruch\";2026-03-01;met\r\n"
      "t1;jane@x.example;2026-03-02T09:00:00+00:00;follow-up;out;email\r\n");
}

TEST_F(CsvBookTest, MissingColumnsGoToTheEndOfTheHeaderBehindSurplusCells) {
  dir_.Write("touches.csv", "contact,at,kind\nJane,2026-03-01,met,surplus\nJane,2026-03-02,note\n");
  CsvBook book = Open();
  (void)book.Read();
  ASSERT_TRUE(book.Append({{Row("t1")}}).done);
  EXPECT_EQ(Log(),
            "contact,at,kind,,id,direction,channel\nJane,2026-03-01,met,surplus\n"
            "Jane,2026-03-02,note\n"
            "jane@x.example,2026-03-02T09:00:00+00:00,follow-up,,t1,out,email\n");
  ASSERT_TRUE(book.Append({{Row("t2")}}).done) << "again without a read in between";
  const BookSnapshot snapshot = Open().Read();
  EXPECT_THAT(snapshot.touches, SizeIs(4));
  EXPECT_EQ(snapshot.touches[3].id, "t2");
}

TEST_F(CsvBookTest, CharacterThatTheEncodingLacksIsSpelledOut) {
  const std::string before =
      "id,contact,at,kind,channel,direction,notes\na,Jos\xE9,2026-03-01,met,,,\n";
  dir_.Write("touches.csv", before);
  CsvBook book = Open();
  (void)book.Read();
  Touch touch = Row("t1");
  touch.notes = "\xE2\x9C\x93";
  const AppendResult result = book.Append({{touch}});
  EXPECT_TRUE(result.done) << result.why;
  EXPECT_TRUE(Log().starts_with(before)) << "old rows stay byte for byte";
  EXPECT_THAT(Log(), HasSubstr("{U+2713}"));
}

TEST_F(CsvBookTest, ChangeSinceTheReadIsNeverOverwritten) {
  dir_.Write("touches.csv", std::string(kTouchHeader) + "\n");
  CsvBook book = Open();
  const std::string fingerprint = book.Read().fingerprint;
  EXPECT_TRUE(book.Unchanged(fingerprint));
  dir_.Write("touches.csv", std::string(kTouchHeader) + "\nu,Jane,2026-03-01,,,met,,,,\n");
  EXPECT_FALSE(book.Unchanged(fingerprint));
  const AppendResult result = book.Append({{Row("t1")}});
  EXPECT_FALSE(result.done);
  EXPECT_THAT(result.why, HasSubstr("changed since it was read"));
  EXPECT_THAT(Log(), ::testing::Not(HasSubstr("t1")));
  (void)book.Read();
  EXPECT_TRUE(book.Append({{Row("t1")}}).done);
  EXPECT_THAT(Log(), HasSubstr("u,Jane"));
}

TEST_F(CsvBookTest, SameSizeAndTimeDoNotHideAnEdit) {
  dir_.Write("touches.csv", std::string(kTouchHeader) + "\na,Jane,2026-03-01,,,met,,,,\n");
  const auto when = std::filesystem::last_write_time(dir_ / "touches.csv");
  CsvBook book = Open();
  const std::string fingerprint = book.Read().fingerprint;
  dir_.Write("touches.csv", std::string(kTouchHeader) + "\nb,Jane,2026-03-01,,,met,,,,\n");
  std::filesystem::last_write_time(dir_ / "touches.csv", when);
  EXPECT_FALSE(book.Unchanged(fingerprint));
  EXPECT_FALSE(book.Append({{Row("t1")}}).done);
}

TEST_F(CsvBookTest, TouchedButEqualFilesAreUnchanged) {
  CsvBook book = Open();
  const std::string fingerprint = book.Read().fingerprint;
  std::filesystem::last_write_time(dir_ / "contacts.csv",
                                   std::filesystem::file_time_type::clock::now() - hours{1});
  EXPECT_TRUE(Open().Unchanged(fingerprint));
  EXPECT_FALSE(Open().Unchanged("nonsense"));
  EXPECT_FALSE(Open().Unchanged(""));
}

TEST_F(CsvBookTest, FileOpenInLibreOfficeIsLeftAlone) {
  CsvBook book = Open();
  (void)book.Read();
  dir_.Write(".~lock.touches.csv#", ",ana,laptop,01.03.2026 09:00,file:///home/ana;");
  const AppendResult result = book.Append({{Row("t1")}});
  EXPECT_FALSE(result.done);
  EXPECT_THAT(result.why, HasSubstr("LibreOffice"));
  std::filesystem::remove(dir_ / ".~lock.touches.csv#");
  EXPECT_TRUE(book.Append({{Row("t1")}}).done);
}

TEST_F(CsvBookTest, RowsThatAreThereAlreadyArePassedOver) {
  dir_.Write("touches.csv", std::string(kTouchHeader) + "\nt1,Jane,2026-03-01,,,met,,,,\n");
  const std::string before = Log();
  FaultyFiles files;
  CsvBook book = Open(&files);
  (void)book.Read();
  EXPECT_TRUE(book.Append({{Row("t1")}}).done);
  EXPECT_EQ(Log(), before);
  EXPECT_EQ(std::count(files.operations().begin(), files.operations().end(), "OpenLocked"), 0);
}

TEST_F(CsvBookTest, LinkModeAndOwnerOfTheLogSurvive) {
  const auto target = dir_.Write("elsewhere/log.csv", std::string(kTouchHeader) + "\n");
  std::filesystem::create_symlink(target, dir_ / "touches.csv");
  ::chmod(target.c_str(), 0640);
  CsvBook book = Open();
  (void)book.Read();
  ASSERT_TRUE(book.Append({{Row("t1")}}).done);
  EXPECT_TRUE(std::filesystem::is_symlink(dir_ / "touches.csv"));
  FileStamp stamp;
  (void)PosixFiles().Stat(target.string(), &stamp);
  EXPECT_EQ(stamp.mode, 0640u);
  EXPECT_THAT(ReadFile(target), HasSubstr("t1"));
}

TEST_F(CsvBookTest, FailureOfAnyOperationLeavesTheLogAsItWasAndNoScraps) {
  const std::string before = std::string(kTouchHeader) + "\nu,Jane,2026-03-01,,,met,,,,\n";
  int failed = 0;
  for (int at = 0;; ++at) {
    dir_.Write("touches.csv", before);
    FaultyFiles files;
    CsvBook book = Open(&files);
    (void)book.Read();
    bool reached = false;
    std::string operation;
    files.SetHook([&](const std::string& name, int number) {
      if (number != at) return std::error_code();
      reached = true;
      operation = name;
      return std::error_code(ENOSPC, std::generic_category());
    });
    const AppendResult result = book.Append({{Row("t1")}});
    if (!reached) break;
    EXPECT_THAT(Names(), ElementsAre("contacts.csv", "touches.csv")) << operation;
    if (result.done) {
      EXPECT_THAT(Log(), HasSubstr("t1")) << operation;
      continue;
    }
    ++failed;
    EXPECT_EQ(Log(), before) << operation;
    EXPECT_FALSE(result.why.empty());
    files.SetHook(nullptr);
    (void)book.Read();
    EXPECT_TRUE(book.Append({{Row("t1")}}).done) << operation;
  }
  EXPECT_GE(failed, 6) << "open, mode, write, fsync, stat, rename, and the looks before";
}

TEST_F(CsvBookTest, KillAtAnyOperationLeavesTheOldOrTheNewFileWhole) {
  struct Killed {};
  for (const bool exists : {true, false}) {
    const std::string before =
        exists ? std::string(kTouchHeader) + "\nu,Jane,2026-03-01,,,met,,,,\n" : std::string();
    int killed = 0;
    for (int at = 0;; ++at) {
      if (exists) {
        dir_.Write("touches.csv", before);
      } else {
        std::filesystem::remove(dir_ / "touches.csv");
      }
      FaultyFiles files;
      CsvBook book = Open(&files);
      (void)book.Read();
      files.SetHook([&](const std::string&, int number) {
        if (number == at) throw Killed{};
        return std::error_code();
      });
      try {
        (void)book.Append({{Row("t1"), Row("t2")}});
        break;
      } catch (const Killed&) {
        ++killed;
      }
      const bool there = std::filesystem::exists(dir_ / "touches.csv");
      const std::string log = there ? Log() : std::string();
      EXPECT_TRUE(log == before || (log.find("t1,") != std::string::npos && log.ends_with("\n") &&
                                    log.find("t2,") != std::string::npos))
          << at;
      CsvBook next = Open();
      (void)next.Read();
      EXPECT_TRUE(next.Append({{Row("t1"), Row("t2")}}).done);
      EXPECT_THAT(next.Read().touches, SizeIs(exists ? 3 : 2));
    }
    EXPECT_GE(killed, 7);
  }
}

}  // namespace
}  // namespace touchbase::store

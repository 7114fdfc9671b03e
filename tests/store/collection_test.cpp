// The collection contract over memory and a folder, and what only a folder can do.
#include <cerrno>
#include <filesystem>

#include "model/error.h"
#include "sync/store/folder_account.h"
#include "sync/store/ics_uid.h"
#include "tests/contract/collection_contract.h"
#include "tests/contract/window_contract.h"
#include "tests/support/faulty_files.h"
#include "tests/support/memory_account.h"
#include "tests/support/temp_dir.h"

namespace touchbase::test {
namespace {

using store::FolderAccount;
using store::FolderUrl;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class MemoryFixture : public CollectionFixture {
 public:
  MemoryFixture() : url_(server_.AddCalendar("/ana/cal/", "Calendar")), account_(&server_) {}
  Account& account() override { return account_; }
  CollectionState Calendar() override { return account_.Survey().at(0); }
  bool PutAsOther(const std::string& name, const std::string& text) override {
    server_.Put(url_, "/ana/cal/" + name, text);
    return true;
  }
  bool MakeReadOnly() override {
    server_.Calendar(url_).state.writable = false;
    return true;
  }

 private:
  MemoryServer server_;
  Href url_;
  MemoryAccount account_;
};

class FolderFixture : public CollectionFixture {
 public:
  FolderFixture() : account_(Prepared(dir_), &files_) {}
  Account& account() override { return account_; }
  CollectionState Calendar() override { return account_.Survey().at(0); }
  bool PutAsOther(const std::string& name, const std::string& text) override {
    dir_.Write("cal/" + name, text);
    return true;
  }
  // Root writes everywhere, so a mode would not do.
  bool MakeReadOnly() override {
    files_.SetHook([](const std::string& operation, int) {
      return operation == "OpenLocked" ? std::error_code(EROFS, std::generic_category())
                                       : std::error_code();
    });
    return true;
  }

 private:
  static std::string Prepared(const TempDir& dir) {
    dir.Write("cal/displayname", "Calendar\n");
    return FolderUrl(dir.path().string());
  }

  TempDir dir_;
  FaultyFiles files_;
  FolderAccount account_;
};

INSTANTIATE_TEST_SUITE_P(
    Here, CollectionContract,
    ::testing::Values(
        CollectionKind{"Memory", [] { return std::make_unique<MemoryFixture>(); }, {}},
        CollectionKind{"Folder", [] { return std::make_unique<FolderFixture>(); }, {}}),
    NameOfKind);

class FolderCalendar : public ::testing::Test {
 protected:
  static std::vector<std::string> Names(const std::vector<CollectionState>& states) {
    std::vector<std::string> names;
    for (const auto& state : states) names.push_back(state.display_name);
    return names;
  }
  std::unique_ptr<Collection> OpenCalendar() {
    dir_.Write("cal/displayname", "Calendar");
    account_.emplace(dir_.path().string(), &files_);
    return account_->Open(account_->Survey().at(0));
  }
  static WriteResult Apply(Collection* collection, const Write& write) {
    WriteResult result;
    collection->Apply({{write}}, [&](std::size_t, const WriteResult& r) { result = r; });
    return result;
  }

  TempDir dir_;
  FaultyFiles files_;
  std::optional<FolderAccount> account_;
};

TEST_F(FolderCalendar, FolderWithSubFoldersIsAHome) {
  dir_.Write("work/a.ics", EventText("a", "a"));
  dir_.Write("home/displayname", "At home\n");
  dir_.Write(".hidden/a.ics", "");
  std::filesystem::create_directory_symlink("/", dir_ / "outside");
  FolderAccount account("file://" + dir_.path().string() + "/");
  EXPECT_THAT(Names(account.Survey()), ElementsAre("At home", "work"));
  EXPECT_TRUE(account.GivenCollection().empty());
}

TEST_F(FolderCalendar, FolderThatHoldsItemsIsTheCollectionItself) {
  dir_.Write("my cal/a.ics", EventText("a", "a"));
  FolderAccount account(FolderUrl(dir_ / "my cal"));
  ASSERT_THAT(account.Survey(), SizeIs(1));
  EXPECT_EQ(account.GivenCollection(), account.Survey()[0].url);
  EXPECT_THAT(account.GivenCollection().value, HasSubstr("/my%20cal/"));
  EXPECT_THROW((void)account.Create("Follow-ups", Component::kEvent), ServerError);
}

TEST_F(FolderCalendar, FolderThatIsNotThereIsAnError) {
  EXPECT_THROW(FolderAccount((dir_ / "nowhere/at/all").string()), ServerError);
  EXPECT_THROW(FolderAccount((dir_ / "nowhere").string()), ServerError);
}

TEST_F(FolderCalendar, NothingOutsideTheFolderIsReadOrWritten) {
  dir_.Write("outside/secret.ics", EventText("s", "secret"));
  const auto collection = OpenCalendar();
  std::filesystem::create_symlink(dir_ / "outside/secret.ics", dir_ / "cal/link.ics");
  std::filesystem::create_directory(dir_ / "cal/folder.ics");
  EXPECT_THAT(collection->ChangesSince({}).changed, IsEmpty());
  for (const auto* name :
       {"../outside/secret.ics", "link.ics", "folder.ics", "/etc/passwd", ".x.ics", "x", ""}) {
    EXPECT_EQ(collection->Fetch({{Href{name}}})[0].status, FetchStatus::kGone) << name;
    const Write update{WriteKind::kUpdate, Href{name}, ETag{"\"1\""}, EventText("s", "x")};
    EXPECT_NE(Apply(collection.get(), update).status, WriteStatus::kDone) << name;
    const Write creation{WriteKind::kCreate, Href{name}, {}, EventText("n", "x")};
    EXPECT_NE(Apply(collection.get(), creation).status, WriteStatus::kDone) << name;
  }
  EXPECT_THAT(ReadFile(dir_ / "outside/secret.ics"), HasSubstr("secret"));
}

TEST_F(FolderCalendar, HugeFilesAreNeitherReadNorWritten) {
  const auto collection = OpenCalendar();
  const std::string huge((1 << 20) + 1, 'x');
  dir_.Write("cal/huge.ics", huge);
  const Fetched fetched = collection->Fetch({{Href{"huge.ics"}}})[0];
  EXPECT_EQ(fetched.status, FetchStatus::kUnknown);
  EXPECT_THAT(fetched.why, HasSubstr("huge.ics"));
  const Write write{WriteKind::kCreate, Href{"b.ics"}, {}, huge};
  EXPECT_EQ(Apply(collection.get(), write).status, WriteStatus::kRefused);
}

TEST_F(FolderCalendar, FullDiskIsNoRoomAndLeavesNoScraps) {
  const auto collection = OpenCalendar();
  for (const auto* failing : {"Write", "Sync", "RenameNew"}) {
    files_.SetHook([&](const std::string& operation, int) {
      return operation == failing ? std::error_code(ENOSPC, std::generic_category())
                                  : std::error_code();
    });
    const Write write{WriteKind::kCreate, Href{"a.ics"}, {}, EventText("a", "a")};
    EXPECT_EQ(Apply(collection.get(), write).status, WriteStatus::kNoRoom) << failing;
    files_.SetHook(nullptr);
    std::vector<std::string> names;
    (void)files_.List(dir_ / "cal", &names);
    EXPECT_THAT(names, ElementsAre(".touchbase.lock", "displayname")) << failing;
  }
}

TEST_F(FolderCalendar, KillAtAnyOperationLeavesTheOldOrTheNewItemWhole) {
  struct Killed {};
  const auto collection = OpenCalendar();
  int killed = 0;
  for (int at = 0;; ++at) {
    dir_.Write("cal/a.ics", EventText("a", "old"));
    const Member member = collection->ChangesSince({}).changed.at(0);
    files_.SetHook([&](const std::string&, int number) {
      if (number == at) throw Killed{};
      return std::error_code();
    });
    bool done = false;
    try {
      const Write write{WriteKind::kUpdate, member.href, member.etag, EventText("a", "new")};
      done = Apply(collection.get(), write).status == WriteStatus::kDone;
    } catch (const Killed&) {
      ++killed;
    }
    files_.SetHook(nullptr);
    const std::string text = ReadFile(dir_ / "cal/a.ics");
    EXPECT_TRUE(text == EventText("a", "old") || text == EventText("a", "new")) << at;
    EXPECT_THAT(collection->ChangesSince({}).changed, SizeIs(1));
    if (done) break;
  }
  EXPECT_GE(killed, 8);
}

TEST(IcsUid, IsFoundUnfoldedAndInAnyCase) {
  EXPECT_EQ(store::UidOf("BEGIN:VEVENT\r\nUID:a-b\r\nEND:VEVENT\r\n"), "a-b");
  EXPECT_EQ(store::UidOf("X:1\nuid;X-P=\"1\":a\n  b\n\tc\n"), "a bc");
  EXPECT_EQ(store::UidOf("SUMMARY:\r\n UID:no\r\nUIDX:no\r\n"), "");
  EXPECT_EQ(store::UidOf("UID:x"), "x");
  EXPECT_EQ(store::UidOf(""), "");
}

}  // namespace
}  // namespace touchbase::test

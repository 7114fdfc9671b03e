// What every Book keeps, wherever it lies. One value-parameterised suite; include it in one .cpp of
// a test program and instantiate BookContract there.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "sync/core/book.h"

namespace touchbase::test {

// A book with the contacts and touches that the test puts there as the user.
class BookFixture {
 public:
  virtual ~BookFixture() = default;
  virtual Book& book() = 0;
  // The same book as another process sees it.
  virtual Book& other() = 0;
  virtual void UserAddsContact(const std::string& name, const std::string& email) = 0;
  // `id` may be empty; `at` as the user writes it.
  virtual void UserAddsTouch(const std::string& id, const std::string& contact,
                             const std::string& at) = 0;
};

struct BookKind {
  std::string name;
  std::function<std::unique_ptr<BookFixture>()> make;
};

class BookContract : public ::testing::TestWithParam<BookKind> {
 protected:
  BookContract() : fixture_(GetParam().make()) {
    fixture_->UserAddsContact("Jane Doe", "jane@x.example");
  }

  static Touch Row(const std::string& id) {
    Touch touch;
    touch.id = id;
    touch.contact = "jane@x.example";
    touch.at = LocalTime{MakeDate(2026, 3, 2)} + hours{9};
    touch.has_time = true;
    touch.kind = Kind::kFollowUp;
    return touch;
  }
  Book& book() { return fixture_->book(); }
  static std::vector<std::string> Ids(Book* book) {
    std::vector<std::string> ids;
    for (const Touch& touch : book->Read().touches) ids.push_back(touch.id);
    return ids;
  }

  std::unique_ptr<BookFixture> fixture_;
};

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(BookContract);

TEST_P(BookContract, ContactsAreReadInTheirOrder) {
  fixture_->UserAddsContact("Bob", "bob@x.example");
  const BookSnapshot snapshot = book().Read();
  ASSERT_EQ(snapshot.contacts.size(), 2u);
  EXPECT_EQ(snapshot.contacts[0].name, "Jane Doe");
  EXPECT_EQ(snapshot.contacts[1].email, "bob@x.example");
  EXPECT_TRUE(snapshot.touches.empty());
  EXPECT_TRUE(snapshot.warnings.empty());
  EXPECT_FALSE(book().Describe().empty());
}

TEST_P(BookContract, AppendedRowsAreReadBackCellByCell) {
  Touch touch = Row("t1");
  touch.direction = Direction::kIn;
  touch.channel = Channel::kPhone;
  touch.kind = Kind::kReply;
  touch.outcome = Outcome::kWait;
  touch.notes = "a, \"b\"; c\nd \xC3\xBC";
  touch.follow_up = "tb-00000000-0123456789abcdef0123456789abcdef-0";
  touch.until = MakeDate(2026, 4, 1);
  (void)book().Read();
  const AppendResult result = book().Append({{touch}});
  ASSERT_TRUE(result.done) << result.why;
  const auto touches = fixture_->other().Read().touches;
  ASSERT_EQ(touches.size(), 1u);
  const Touch& read = touches[0];
  EXPECT_EQ(
      std::tie(read.id, read.contact, read.at, read.has_time, read.direction, read.channel),
      std::tie(touch.id, touch.contact, touch.at, touch.has_time, touch.direction, touch.channel));
  EXPECT_EQ(std::tie(read.kind, read.outcome, read.notes, read.follow_up, read.until),
            std::tie(touch.kind, touch.outcome, touch.notes, touch.follow_up, touch.until));
}

TEST_P(BookContract, RowWithoutTimeOfDayStaysWithoutOne) {
  Touch touch = Row("t1");
  touch.at = LocalTime{MakeDate(2026, 3, 2)};
  touch.has_time = false;
  (void)book().Read();
  ASSERT_TRUE(book().Append({{touch}}).done);
  const auto touches = book().Read().touches;
  ASSERT_EQ(touches.size(), 1u);
  EXPECT_EQ(touches[0].at, touch.at);
  EXPECT_FALSE(touches[0].has_time);
}

TEST_P(BookContract, RowsKeepTheOrderOfTheLog) {
  fixture_->UserAddsTouch("u1", "jane@x.example", "2026-03-05");
  (void)book().Read();
  ASSERT_TRUE(book().Append({{Row("z"), Row("a")}}).done);
  ASSERT_TRUE(book().Append({{Row("m")}}).done) << "again without a read in between";
  EXPECT_EQ(Ids(&book()), (std::vector<std::string>{"u1", "z", "a", "m"}));
}

TEST_P(BookContract, RowsThatAreThereAlreadyArePassedOver) {
  (void)book().Read();
  ASSERT_TRUE(book().Append({{Row("t1"), Row("t1")}}).done);
  ASSERT_TRUE(book().Append({{Row("t1"), Row("t2")}}).done);
  EXPECT_EQ(Ids(&book()), (std::vector<std::string>{"t1", "t2"}));
  ASSERT_TRUE(book().Append({}).done);
}

TEST_P(BookContract, EveryReadRowHasAnIdThatStays) {
  fixture_->UserAddsTouch("", "jane@x.example", "2026-03-01");
  fixture_->UserAddsTouch("", "jane@x.example", "2026-03-01");
  fixture_->UserAddsTouch("", "jane@x.example", "2026-03-02");
  const auto ids = Ids(&book());
  ASSERT_EQ(ids.size(), 3u);
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), 3u);
  ASSERT_TRUE(book().Append({{Row("t1")}}).done);
  auto later = Ids(&fixture_->other());
  later.resize(3);
  EXPECT_EQ(later, ids);
}

TEST_P(BookContract, FingerprintTellsWhetherAnythingChanged) {
  const std::string fingerprint = book().Read().fingerprint;
  EXPECT_TRUE(book().Unchanged(fingerprint));
  EXPECT_TRUE(fixture_->other().Unchanged(fingerprint)) << "also in the next process";
  fixture_->UserAddsTouch("u1", "jane@x.example", "2026-03-01");
  EXPECT_FALSE(book().Unchanged(fingerprint));
  const std::string with_touch = book().Read().fingerprint;
  EXPECT_NE(with_touch, fingerprint);
  EXPECT_TRUE(book().Unchanged(with_touch));
  fixture_->UserAddsContact("Bob", "bob@x.example");
  EXPECT_FALSE(book().Unchanged(with_touch));
  EXPECT_FALSE(book().Unchanged("")) << "never read";
}

TEST_P(BookContract, UsersRowIsNeverLostToAnAppend) {
  (void)book().Read();
  fixture_->UserAddsTouch("u1", "jane@x.example", "2026-03-01");
  const AppendResult result = book().Append({{Row("t1")}});
  EXPECT_TRUE(result.done || !result.why.empty());
  if (!result.done) {
    EXPECT_EQ(Ids(&book()), (std::vector<std::string>{"u1"}));
    ASSERT_TRUE(book().Append({{Row("t1")}}).done) << "after the read";
  }
  EXPECT_EQ(Ids(&book()), (std::vector<std::string>{"u1", "t1"}));
}

TEST_P(BookContract, RowsOfAnotherMachineAreKept) {
  (void)book().Read();
  (void)fixture_->other().Read();
  ASSERT_TRUE(fixture_->other().Append({{Row("theirs")}}).done);
  const AppendResult result = book().Append({{Row("ours")}});
  if (!result.done) {
    (void)book().Read();
    ASSERT_TRUE(book().Append({{Row("ours")}}).done);
  }
  EXPECT_EQ(Ids(&book()), (std::vector<std::string>{"theirs", "ours"}));
}

// New people.

inline Contact NewPerson(const std::string& name, const std::string& email) {
  Contact person;
  person.name = name;
  person.email = email;
  person.id = email;  // what identity gives anyway
  return person;
}

inline std::vector<std::string> NamesIn(Book* book) {
  std::vector<std::string> names;
  for (const Contact& contact : book->Read().contacts) names.push_back(contact.name);
  return names;
}

TEST_P(BookContract, NewPeopleComeAfterTheOthersAndAreReadBack) {
  (void)book().Read();
  Contact person = NewPerson("Jana Roth", "jana@x.example");
  person.company = "Roth; \"Söhne\"";
  person.event = "Fair, spring";
  person.they_said = "two\nlines";
  person.met_on = MakeDate(2026, 3, 1);
  const AppendResult result = book().AddContacts({{person}});
  ASSERT_TRUE(result.done) << result.why;
  const auto contacts = fixture_->other().Read().contacts;
  ASSERT_EQ(contacts.size(), 2u);
  EXPECT_EQ(contacts[0].name, "Jane Doe");
  const Contact& read = contacts[1];
  EXPECT_EQ(std::tie(read.name, read.email, read.company, read.event, read.they_said, read.met_on),
            std::tie(person.name, person.email, person.company, person.event, person.they_said,
                     person.met_on));
}

TEST_P(BookContract, PeopleWhoAreThereAlreadyArePassedOver) {
  (void)book().Read();
  const Contact jana = NewPerson("Jana Roth", "jana@x.example");
  ASSERT_TRUE(book().AddContacts({{NewPerson("Jane", "jane@x.example"), jana, jana}}).done);
  ASSERT_TRUE(book().AddContacts({{jana}}).done) << "again without a read in between";
  ASSERT_TRUE(book().AddContacts({}).done);
  EXPECT_EQ(NamesIn(&book()), (std::vector<std::string>{"Jane Doe", "Jana Roth"}));
}

TEST_P(BookContract, UsersPersonIsNeverLostToNewOnes) {
  (void)book().Read();
  fixture_->UserAddsContact("Bob", "bob@x.example");
  const Contact jana = NewPerson("Jana Roth", "jana@x.example");
  const AppendResult result = book().AddContacts({{jana}});
  EXPECT_TRUE(result.done || !result.why.empty());
  (void)book().Read();
  ASSERT_TRUE(book().AddContacts({{jana}}).done) << "after the read";
  const auto names = NamesIn(&book());
  EXPECT_THAT(names, ::testing::UnorderedElementsAre("Jane Doe", "Bob", "Jana Roth"));
}

TEST_P(BookContract, RowsAndPeopleAreAddedInOneRun) {
  (void)book().Read();
  ASSERT_TRUE(book().AddContacts({{NewPerson("Jana Roth", "jana@x.example")}}).done);
  ASSERT_TRUE(book().Append({{Row("t1")}}).done);
  ASSERT_TRUE(book().AddContacts({{NewPerson("Bob", "bob@x.example")}}).done);
  const BookSnapshot snapshot = fixture_->other().Read();
  EXPECT_EQ(snapshot.contacts.size(), 3u);
  EXPECT_EQ(snapshot.touches.size(), 1u);
}

TEST_P(BookContract, FingerprintHearsOfNewPeople) {
  const std::string fingerprint = book().Read().fingerprint;
  ASSERT_TRUE(book().AddContacts({{NewPerson("Jana Roth", "jana@x.example")}}).done);
  EXPECT_FALSE(fixture_->other().Unchanged(fingerprint));
  EXPECT_TRUE(fixture_->other().Unchanged(fixture_->other().Read().fingerprint));
}

}  // namespace touchbase::test

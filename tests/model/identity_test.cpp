#include "model/identity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace touchbase {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

struct Cells {
  std::string id{}, name{}, email{}, linkedin{}, phone{}, company{};
};

Contact Row(const Cells& cells) {
  Contact contact;
  contact.id = cells.id;
  contact.name = cells.name;
  contact.email = cells.email;
  contact.linkedin_url = cells.linkedin;
  contact.phone = cells.phone;
  contact.company = cells.company;
  return contact;
}

std::vector<Contact> Rows(const std::vector<Cells>& cells) {
  std::vector<Contact> rows;
  for (const Cells& row : cells) rows.push_back(Row(row));
  return rows;
}

// Without the row: keys, which hide what a single other key does.
Identities Resolve(const std::vector<Cells>& cells, const Aliases& known = {}) {
  Identities out = ResolveIdentities(Rows(cells), known);
  std::erase_if(out.aliases, [](const auto& alias) { return alias.first.starts_with("row:"); });
  return out;
}

TEST(Identity, IsTheFirstKeyThatARowHas) {
  const auto out =
      Resolve({{.id = "c-7", .name = "A", .email = "a@x.example"},
               {.name = "B", .email = " Bob@X.example ; b2@x.example", .phone = "12345"},
               {.name = "C", .linkedin = "https://de.LinkedIn.com/in/Cee/?src=x"},
               {.name = "D", .phone = "+49 (30) 123-45"},
               {.name = "Eve  Roth", .company = "Acme"},
               {.name = "Finn"}});
  EXPECT_THAT(out.ids, ElementsAre("c-7", "bob@x.example", "linkedin.com/in/cee", "+493012345",
                                   "eve roth|acme", "finn"));
  EXPECT_THAT(out.warnings, IsEmpty());
}

TEST(Identity, CellsThatHoldNoKeyAreNoKeys) {
  const auto out = Resolve({{.name = "A", .email = "n/a", .linkedin = "n/a", .phone = "-12"}});
  EXPECT_THAT(out.ids, ElementsAre("a"));
  EXPECT_THAT(out.aliases, ElementsAre(Pair("name:a|", "a")));
}

TEST(Identity, AliasesHoldEveryKeyOfEveryContact) {
  const auto out = Resolve({{.id = "1",
                             .name = "Jane Doe",
                             .email = "j@x.example;Jane@Y.example",
                             .linkedin = "https://www.linkedin.com/in/jane/",
                             .phone = "030 12345",
                             .company = "Acme"}});
  EXPECT_THAT(out.aliases,
              UnorderedElementsAre(Pair("mail:j@x.example", "1"), Pair("mail:jane@y.example", "1"),
                                   Pair("linkedin:linkedin.com/in/jane", "1"),
                                   Pair("phone:03012345", "1"), Pair("name:jane doe|acme", "1")));
}

TEST(Identity, SurvivesAChangedEmail) {
  const Cells before{.name = "Jane", .email = "old@x.example", .company = "Acme"};
  Cells after = before;
  after.email = "new@x.example";
  const auto first = Resolve({before});
  const auto second = Resolve({after}, first.aliases);
  EXPECT_THAT(second.ids, ElementsAre("old@x.example"));
  EXPECT_EQ(second.aliases.at("mail:new@x.example"), "old@x.example");
  EXPECT_THAT(Resolve({{.name = "Jane Roth", .email = "new@x.example"}}, second.aliases).ids,
              ElementsAre("old@x.example"));
}

TEST(Identity, SurvivesAnEmailOrCompanyAddedToABareName) {
  const auto bare = Resolve({{.name = "Jane Doe"}});
  EXPECT_THAT(Resolve({{.name = "Jane Doe", .email = "j@x.example"}}, bare.aliases).ids,
              ElementsAre("jane doe"));
  const auto employed = Resolve({{.name = "Jane Doe", .company = "Acme"}}, bare.aliases);
  EXPECT_THAT(employed.ids, ElementsAre("jane doe"));
  EXPECT_THAT(Resolve({{.name = "Jane Doe"}}, employed.aliases).ids, ElementsAre("jane doe"));
}

TEST(Identity, AnIdCellOutranksEveryAlias) {
  const auto first = Resolve({{.name = "Jane", .email = "j@x.example"}});
  EXPECT_THAT(Resolve({{.id = "7", .name = "Jane", .email = "j@x.example"}}, first.aliases).ids,
              ElementsAre("7"));
}

TEST(Identity, ARemovedIdCellIsRememberedThroughTheEmail) {
  const auto first = Resolve({{.id = "7", .name = "Jane", .email = "j@x.example"}});
  EXPECT_THAT(Resolve({{.name = "Jane", .email = "j@x.example"}}, first.aliases).ids,
              ElementsAre("7"));
}

TEST(Identity, VanishedAndAppearedWithASharedKeyInOneReadIsTheSamePerson) {
  const auto first = Resolve({{.name = "Jane", .email = "j@x.example", .company = "Acme"}});
  EXPECT_THAT(Resolve({{.name = "Jane", .phone = "0301234", .company = "Acme"}}, first.aliases).ids,
              ElementsAre("j@x.example"));
}

TEST(Identity, ANamesakeOfAPresentContactIsSomebodyElse) {
  const Cells jane{.name = "Jane Doe", .email = "j@x.example", .company = "Acme"};
  const auto first = Resolve({jane});
  Cells other = jane;
  other.email = "other@x.example";
  // Also when the new row stands first: the stronger key decides who is who.
  EXPECT_THAT(Resolve({other, jane}, first.aliases).ids,
              ElementsAre("other@x.example", "j@x.example"));
}

TEST(Identity, ANamesakeOfAContactGoneSinceEarlierReadsIsSomebodyElse) {
  const auto first = Resolve({{.name = "Jane Doe", .email = "j@x.example"}});
  const auto gone = Resolve({}, first.aliases);
  EXPECT_THAT(gone.aliases, ElementsAre(Pair("mail:j@x.example", "j@x.example")));
  EXPECT_THAT(Resolve({{.name = "Jane Doe", .email = "k@x.example"}}, gone.aliases).ids,
              ElementsAre("k@x.example"));
}

TEST(Identity, AReturningRowIsWhoItWas) {
  const auto first = Resolve({{.id = "7", .name = "Jane", .email = "j@x.example"}});
  const auto gone = Resolve({}, first.aliases);
  EXPECT_THAT(Resolve({{.name = "Jane", .email = "j@x.example"}}, gone.aliases).ids,
              ElementsAre("7"));
}

TEST(Identity, TheSamePersonTwiceCountsOnce) {
  const Cells jane{.name = "Jane Doe", .email = "j@x.example"};
  const auto out = Resolve({jane,
                            {.name = "jane  doe", .email = "J@X.example", .phone = "0301234"},
                            {.email = "j@x.example"}});
  EXPECT_THAT(out.ids, ElementsAre("j@x.example", "", ""));
  EXPECT_THAT(out.warnings, ElementsAre(HasSubstr("contact 2 (jane  doe) is contact 1"),
                                        HasSubstr("contact 3 (j) is contact 1")));
}

TEST(Identity, ACopyOfARowWhoseIdIsHistoryCountsOnce) {
  const Aliases known = {{"phone:0301234", "old@x.example"}};
  const Cells jane{.name = "Jane", .email = "new@x.example", .phone = "030 1234"};
  EXPECT_THAT(Resolve({jane, jane}, known).ids, ElementsAre("old@x.example", ""));
}

TEST(Identity, PeopleWhoShareAnEmailAreKeptApart) {
  const Cells ann{.name = "Ann", .email = "office@x.example"};
  const Cells bob{.name = "Bob", .email = "office@x.example"};
  const auto first = Resolve({ann, bob});
  EXPECT_THAT(first.ids, ElementsAre("office@x.example", "office@x.example#bob"));
  EXPECT_THAT(first.warnings, ElementsAre(HasSubstr("contact 2 (Bob) shares")));
  EXPECT_FALSE(first.aliases.contains("mail:office@x.example"));
  EXPECT_THAT(Resolve({bob, ann}, first.aliases).ids,
              ElementsAre("office@x.example#bob", "office@x.example"));
}

TEST(Identity, ANewcomerTakesNoKeyFromWhoHadIt) {
  const Cells ann{.name = "Ann", .email = "office@x.example"};
  const Cells bob{.name = "Bob", .email = "office@x.example"};
  const auto first = Resolve({ann});
  const auto second = Resolve({bob, ann}, first.aliases);
  EXPECT_THAT(second.ids, ElementsAre("office@x.example#bob", "office@x.example"));
  EXPECT_EQ(second.aliases.at("mail:office@x.example"), "office@x.example");
  const auto third = Resolve({{.name = "Ann", .phone = "0301234"}, {.name = "Ann"}},
                             {{"name:ann|", "history"}, {"phone:0301234", "0301234"}});
  EXPECT_THAT(third.ids, ElementsAre("0301234", "history"));
  EXPECT_EQ(third.aliases.at("name:ann|"), "history");
}

TEST(Identity, EqualIdCellsWithDifferentNamesAreKeptApart) {
  const auto out =
      Resolve({{.id = "1", .name = "Ann"}, {.id = "1", .name = "Bob"}, {.id = "1", .name = "Ann"}});
  EXPECT_THAT(out.ids, ElementsAre("1", "1#bob", ""));
}

TEST(Identity, ASharedPhoneMakesNobodyTheSame) {
  const auto out = Resolve({{.name = "Ann", .email = "a@x.example", .phone = "0301234"},
                            {.name = "Bob", .email = "b@x.example", .phone = "0301234"},
                            {.email = "c@x.example", .phone = "0301234"}});
  EXPECT_THAT(out.ids, ElementsAre("a@x.example", "b@x.example", "c@x.example"));
}

TEST(Identity, ARowWithoutAnyKeyIsLeftOut) {
  const auto out = Resolve({{.company = "Acme"}, {.name = "A"}});
  EXPECT_THAT(out.ids, ElementsAre("", "a"));
  EXPECT_THAT(out.warnings, ElementsAre(HasSubstr("neither name nor e-mail")));
}

rc::Gen<std::string> FewOf(std::vector<std::string> values) {
  return rc::gen::elementOf(std::move(values));
}

rc::Gen<Cells> SomeCells() {
  return rc::gen::build<Cells>(
      rc::gen::set(&Cells::id, FewOf({"", "", "", "1", "a@x", "a#2", "ann"})),
      rc::gen::set(&Cells::name, FewOf({"", "Ann", "ann", "Bob", "#"})),
      rc::gen::set(&Cells::email, FewOf({"", "a@x", "A@X;b@x", "b@x"})),
      rc::gen::set(&Cells::phone, FewOf({"", "12345", "+12345"})),
      rc::gen::set(&Cells::company, FewOf({"", "Acme", "Beta"})));
}

RC_GTEST_PROP(Identity, IdsAreUniqueAndASecondReadKeepsThem, ()) {
  const auto rows = Rows(*rc::gen::container<std::vector<Cells>>(SomeCells()));
  const auto known = *rc::gen::container<Aliases>(
      FewOf({"mail:a@x", "mail:b@x", "phone:12345", "name:ann|acme", "name:ann|"}),
      FewOf({"1", "k", "a@x", "a@x#bob"}));
  const auto first = ResolveIdentities(rows, known);
  RC_ASSERT(first.ids.size() == rows.size());
  std::set<std::string> seen;
  for (const std::string& id : first.ids) RC_ASSERT(id.empty() || seen.insert(id).second);
  for (const auto& [key, id] : first.aliases) RC_ASSERT(!id.empty());
  RC_ASSERT(ResolveIdentities(rows, first.aliases).ids == first.ids);
}

TEST(ContactIndex, FindsByIdThenEmailThenUniqueName) {
  auto rows = Rows({{.id = "7", .name = "Jane Doe", .email = "j@x.example; jd@x.example"},
                    {.id = "b@x.example", .name = "Bob", .email = "b@x.example"},
                    {.id = "9", .name = "7"}});
  rows.push_back({});
  rows.back().id = "10";
  rows.back().first_name = "Eve";
  rows.back().last_name = "Roth";
  const ContactIndex index(rows);
  EXPECT_EQ(index.Find("7").index, 0u);
  EXPECT_EQ(index.Find("J@X.EXAMPLE").index, 0u);
  EXPECT_EQ(index.Find("jd@x.example").index, 0u);
  EXPECT_EQ(index.Find(" jane doe ").index, 0u);
  EXPECT_EQ(index.Find("b@x.example").index, 1u);
  EXPECT_EQ(index.Find("eve  ROTH").index, 3u);
}

TEST(ContactIndex, SaysWhyThereIsNoMatch) {
  const auto rows = Rows({{.id = "1", .name = "Jane", .email = "office@x.example"},
                          {.id = "2", .name = "JANE", .email = "Office@x.example"}});
  const ContactIndex index(rows);
  EXPECT_THAT(index.Find("Jane").why, HasSubstr("several contacts are called \"Jane\""));
  EXPECT_FALSE(index.Find("Jane").index);
  EXPECT_THAT(index.Find("office@x.example").why, HasSubstr("several contacts have the e-mail"));
  EXPECT_THAT(index.Find("Max").why, HasSubstr("no contact has the id, e-mail or name \"Max\""));
  EXPECT_THAT(index.Find(" ").why, HasSubstr("no contact is named"));
}

}  // namespace
}  // namespace touchbase

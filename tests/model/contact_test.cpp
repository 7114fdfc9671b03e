#include "model/contact.h"

#include <gtest/gtest.h>

namespace touchbase {
namespace {

TEST(DisplayName, IsTheBestNameAtHand) {
  Contact contact;
  contact.id = "c-7";
  EXPECT_EQ(contact.DisplayName(), "c-7");
  contact.email = "jane.doe@x.example";
  EXPECT_EQ(contact.DisplayName(), "jane.doe");
  contact.last_name = "Doe";
  EXPECT_EQ(contact.DisplayName(), "Doe");
  contact.first_name = "Jane";
  EXPECT_EQ(contact.DisplayName(), "Jane Doe");
  contact.name = "Dr. Jane Doe";
  EXPECT_EQ(contact.DisplayName(), "Dr. Jane Doe");
}

TEST(Greeting, IsTheFirstNameElseTheFirstWordOfTheName) {
  Contact contact;
  EXPECT_EQ(contact.Greeting(), "");
  contact.name = " Jane  Doe";
  EXPECT_EQ(contact.Greeting(), "Jane");
  contact.name = "Jane";
  EXPECT_EQ(contact.Greeting(), "Jane");
  contact.first_name = "Janie";
  EXPECT_EQ(contact.Greeting(), "Janie");
}

TEST(ContactStatusWords, AreThoseOfTheBook) {
  EXPECT_EQ(ParseContactStatus(""), ContactStatus::kActive);
  EXPECT_EQ(ParseContactStatus("active"), ContactStatus::kActive);
  EXPECT_EQ(ParseContactStatus("paused"), ContactStatus::kPaused);
  EXPECT_EQ(ParseContactStatus("declined"), ContactStatus::kDeclined);
  EXPECT_EQ(ParseContactStatus("closed"), ContactStatus::kClosed);
  EXPECT_EQ(ParseContactStatus("archived"), ContactStatus::kArchived);
  EXPECT_FALSE(ParseContactStatus("Active"));
  EXPECT_FALSE(ParseContactStatus("gone"));
}

}  // namespace
}  // namespace touchbase

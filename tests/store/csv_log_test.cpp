#include "sync/store/csv_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace touchbase::store {
namespace {

using ::testing::SizeIs;

TEST(CsvLog, RowWithAnUnreadableTimeIsThereAllTheSame) {
  const UtcZone zone;
  CsvFile file;
  file.path = "touches.csv";
  file.text = "id,contact,at\nt1,Jane,02/03/2026\n,Jane,\n";
  const CsvLog log = ReadCsvLog(file, {}, zone);
  EXPECT_THAT(log.touches, SizeIs(0));
  ASSERT_THAT(log.left_out, SizeIs(2));
  EXPECT_EQ(log.left_out[0].contact, "Jane");
  EXPECT_EQ(log.left_out[0].id, "t1");
  EXPECT_EQ(log.left_out[0].where, "touches.csv:2");
  Touch again;
  again.id = "t1";
  again.contact = "Jane";
  EXPECT_EQ(ExtendCsvLog(file, log, {{again}}, {}, zone).added, 0U);
}

}  // namespace
}  // namespace touchbase::store

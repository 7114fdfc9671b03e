#include "sync/http/sign_in.h"

#include <gtest/gtest.h>

#include <string>

#include "sync/http/challenge.h"
#include "sync/http/digest_hash.h"

namespace touchbase::http {
namespace {

const Credentials kMufasa = {"Mufasa", "Circle of Life"};

DigestTerms Terms(std::string algorithm) {
  return {.realm = "http-auth@example.org",
          .nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
          .opaque = "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS",
          .algorithm = std::move(algorithm),
          .qop_auth = true};
}

std::string Answer(const DigestTerms& terms) {
  return DigestAnswer(terms, kMufasa, "GET", "/dir/index.html", 1,
                      "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");
}

TEST(DigestHash, VectorsOfTheRfcs) {
  EXPECT_EQ(Md5Hex(""), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(Md5Hex("message digest"), "f96b697d7cb7938d525a2f31aaf161d0");
  EXPECT_EQ(
      Md5Hex("12345678901234567890123456789012345678901234567890123456789012345678901234567890"),
      "57edf4a22be3c955ac49da2e2107b67a");
  EXPECT_EQ(Sha256Hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Sha256Hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(Sha256Hex(std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// RFC 7616, 3.9.1.
TEST(Digest, AnswersOfTheRfc) {
  EXPECT_NE(Answer(Terms("MD5")).find("response=\"8ca523f5e9506fed4657c9700eebdbec\""),
            std::string::npos);
  EXPECT_NE(
      Answer(Terms("SHA-256"))
          .find("response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\""),
      std::string::npos);
}

// RFC 2069's form, with the erratum's response.
TEST(Digest, WithoutQopIsTheOldForm) {
  const DigestTerms terms = {.realm = "testrealm@host.com",
                             .nonce = "dcd98b7102dd2f0e8b11d0f600bfb0c093",
                             .opaque = "",
                             .algorithm = ""};
  const std::string answer =
      DigestAnswer(terms, {"Mufasa", "CircleOfLife"}, "GET", "/dir/index.html", 1, "x");
  EXPECT_NE(answer.find("response=\"1949323746fe6a43ef61f9606e7febea\""), std::string::npos)
      << answer;
  EXPECT_EQ(answer.find("nc="), std::string::npos);
  EXPECT_EQ(answer.find("algorithm"), std::string::npos);
}

TEST(Digest, QuotesInNamesAreEscaped) {
  DigestTerms terms = Terms("MD5");
  terms.realm = "a\"b\\c";
  EXPECT_NE(Answer(terms).find("realm=\"a\\\"b\\\\c\""), std::string::npos);
}

TEST(Basic, VectorOfTheRfc) {
  EXPECT_EQ(BasicAnswer({"Aladdin", "open sesame"}), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  EXPECT_EQ(BasicAnswer({"test", "123\xc2\xa3"}), "Basic dGVzdDoxMjPCow==");
  EXPECT_EQ(BasicAnswer({"a", "bcde"}), "Basic YTpiY2Rl");
}

std::string Parsed(std::string_view value) {
  std::string out;
  for (const Challenge& challenge : ParseChallenges(value)) {
    out += challenge.scheme + "{";
    for (const auto& [name, text] : challenge.parameters) out.append(name + "=" + text + ";");
    out += "}";
  }
  return out;
}

TEST(Challenge, Table) {
  EXPECT_EQ(Parsed("Basic realm=\"Radicale - Password Required\""),
            "basic{realm=Radicale - Password Required;}");
  EXPECT_EQ(Parsed("Basic"), "basic{}");  // cyrus
  EXPECT_EQ(Parsed("Negotiate, Basic realm=\"x, y=\\\"z\\\"\", Digest nonce=a , qop=\"auth\""),
            "negotiate{}basic{realm=x, y=\"z\";}digest{nonce=a;qop=auth;}");
  EXPECT_EQ(Parsed("DIGEST Realm=\"r\",Nonce = \"n\",, STALE=TRUE"),
            "digest{realm=r;nonce=n;stale=TRUE;}");
  EXPECT_EQ(Parsed(""), "");
  EXPECT_EQ(Parsed("realm=\"x\""), "");
  EXPECT_EQ(Parsed("Digest nonce=\"cut"), "");
  EXPECT_EQ(Parsed("\"\x01?"), "");
  EXPECT_EQ(Parsed(std::string(9000, 'a')), "");
}

TEST(Challenge, DigestThatCannotBeAnsweredIsPassedOver) {
  const auto find = [](std::string_view value) { return FindDigest(ParseChallenges(value)); };
  EXPECT_FALSE(find("Digest realm=r"));
  EXPECT_FALSE(find("Digest nonce=n, algorithm=SHA-512-256"));
  EXPECT_FALSE(find("Digest nonce=n, qop=auth-int"));
  EXPECT_EQ(find("Digest nonce=x, algorithm=TIGER, Digest nonce=n, algorithm=MD5")->nonce, "n");
  EXPECT_TRUE(find("Digest nonce=n, qop=\"auth-int, auth\"")->qop_auth);
  EXPECT_TRUE(find("Digest nonce=n, stale=true")->stale);
}

const std::vector<std::string> kDigest = {"Digest realm=r, nonce=one, qop=auth"};
const std::vector<std::string> kBasic = {"Basic realm=r"};

TEST(SignIn, BasicIsSentAheadWhereItMayBe) {
  EXPECT_TRUE(SignIn(kMufasa, true).Sign("GET", "/", "c").starts_with("Basic "));
  EXPECT_EQ(SignIn(kMufasa, false).Sign("GET", "/", "c"), "");
  EXPECT_EQ(SignIn({}, true).Sign("GET", "/", "c"), "");
}

TEST(SignIn, BasicIsNeverAnsweredInTheClear) {
  SignIn sign_in(kMufasa, false);
  EXPECT_EQ(sign_in.Unauthorized(kBasic, 0), SignIn::Answer::kInClear);
  EXPECT_EQ(sign_in.Unauthorized(kDigest, 0), SignIn::Answer::kAgain);
  EXPECT_TRUE(sign_in.Sign("GET", "/", "c").starts_with("Digest "));
}

TEST(SignIn, ARefusedPasswordIsNotTriedAgain) {
  SignIn sign_in(kMufasa, true);
  EXPECT_EQ(sign_in.Unauthorized(kBasic, 0), SignIn::Answer::kRefused);
  EXPECT_EQ(sign_in.Unauthorized(kDigest, 0), SignIn::Answer::kAgain);
  EXPECT_EQ(sign_in.Unauthorized(kDigest, 1), SignIn::Answer::kRefused);
}

TEST(SignIn, AStaleNonceIsReplacedAndCountingBeginsAnew) {
  SignIn sign_in(kMufasa, true);
  sign_in.Unauthorized(kDigest, 0);
  EXPECT_NE(sign_in.Sign("GET", "/", "c").find("nc=00000001"), std::string::npos);
  EXPECT_NE(sign_in.Sign("GET", "/", "c").find("nc=00000002"), std::string::npos);
  EXPECT_EQ(sign_in.Unauthorized({"Digest realm=r, nonce=two, qop=auth, stale=true"}, 1),
            SignIn::Answer::kAgain);
  const std::string answer = sign_in.Sign("GET", "/", "c");
  EXPECT_NE(answer.find("nonce=\"two\""), std::string::npos);
  EXPECT_NE(answer.find("nc=00000001"), std::string::npos);
}

TEST(SignIn, ANewNonceForAGoodOneMeansStale) {
  SignIn sign_in(kMufasa, true);
  sign_in.Unauthorized(kDigest, 0);
  sign_in.Accepted(1);
  EXPECT_EQ(sign_in.Unauthorized({"Digest realm=r, nonce=two, qop=auth"}, 1),
            SignIn::Answer::kAgain);
}

TEST(SignIn, ARequestSignedBeforeTheSwitchIsSignedAnew) {
  SignIn sign_in(kMufasa, true);
  sign_in.Unauthorized(kDigest, 0);
  EXPECT_EQ(sign_in.Unauthorized(kDigest, 0), SignIn::Answer::kAgain);
  EXPECT_EQ(sign_in.version(), 1);
}

TEST(SignIn, WithoutAUserNothingIsAnswered) {
  EXPECT_EQ(SignIn({}, true).Unauthorized(kDigest, 0), SignIn::Answer::kNoUser);
}

}  // namespace
}  // namespace touchbase::http

#include "sync/http/trust.h"

#include <gtest/gtest.h>

namespace touchbase::http {
namespace {

Url U(std::string_view text) { return *SplitUrl(text); }

TEST(SameSite, IsTheRegistrableDomain) {
  EXPECT_TRUE(SameSite("caldav.icloud.com", "p42-caldav.icloud.com"));
  EXPECT_TRUE(SameSite("a.example.co.uk", "example.co.uk"));
  EXPECT_FALSE(SameSite("a.co.uk", "b.co.uk"));
  EXPECT_FALSE(SameSite("ana.github.io", "bob.github.io"));
  EXPECT_FALSE(SameSite("example.org", "example.org.evil.net"));
  EXPECT_FALSE(SameSite("10.0.0.1", "20.0.0.1"));
  EXPECT_FALSE(SameSite("nas", "router"));
  EXPECT_TRUE(SameSite("nas", "nas"));
}

TEST(TrustedHosts, TheFirstOneAskedIsTheUsers) {
  TrustedHosts trusted("", {}, false);
  EXPECT_TRUE(trusted.Has(U("https://dav.example.org/")));
  EXPECT_TRUE(trusted.Has(U("https://dav.example.org/cal/")));
  EXPECT_FALSE(trusted.Has(U("https://dav.example.org:8443/")));
  EXPECT_FALSE(trusted.Has(U("https://cal.example.org/")));
}

TEST(TrustedHosts, DiscoveryMayNameTheSameSiteOnly) {
  TrustedHosts trusted("example.org", {"Partner.example.net"}, false);
  EXPECT_TRUE(trusted.Has(U("https://example.org/")));
  EXPECT_FALSE(trusted.Has(U("https://caldav.example.org/")));
  EXPECT_TRUE(trusted.Add(U("https://caldav.example.org/")));
  EXPECT_TRUE(trusted.Has(U("https://caldav.example.org/x")));
  EXPECT_FALSE(trusted.Add(U("https://example.com/")));
  EXPECT_FALSE(trusted.Has(U("https://example.com/")));
  EXPECT_TRUE(trusted.Add(U("https://partner.example.net/")));
  EXPECT_FALSE(trusted.Add(U("https://other.example.net/")));
}

TEST(TrustedHosts, NoStepDownFromTls) {
  TrustedHosts strict("https://dav.example.org/", {}, false);
  EXPECT_FALSE(strict.Add(U("http://dav.example.org/")));
  TrustedHosts lax("https://dav.example.org/", {}, true);
  EXPECT_TRUE(lax.Add(U("http://dav.example.org/")));
}

}  // namespace
}  // namespace touchbase::http

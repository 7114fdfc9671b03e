// Plain text out of descriptions that an app turned into HTML (Google's web page, Outlook). Pure.
#pragma once

#include <string>
#include <string_view>

namespace touchbase::ical {

// Whether it has tags that only HTML has. Text with a lone < stays text.
bool LooksLikeHtml(std::string_view text);

// Line breaks for <br>, <p>, <div>, <li>; other tags dropped; the usual entities decoded. A link
// whose words differ from its address keeps both.
std::string PlainFromHtml(std::string_view html);

}  // namespace touchbase::ical

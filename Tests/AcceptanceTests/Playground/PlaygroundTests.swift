import Testing

@Suite(
    "The playground in a browser", .serialized,
    .enabled(if: Chromium.isInstalled, "SKIPPED: chromium is not installed, so nobody has looked at the playground"))
struct PlaygroundTests {
    @Test("It loads without complaint, and answers a query that is typed")
    func query() throws {
        try Visit.pay { visit in
            let page = visit.page
            try page.click("#token")
            try page.type(try visit.server.token(of: "PARTNER_USER"))
            try page.click("#query")
            try page.press("Control+a")
            try page.type("{ viewer { role } }")
            #expect(try page.text(of: "#query") == "{ viewer { role } }")
            try page.press("Control+Enter")
            try page.wait(for: #""role": "PARTNER_USER""#, in: "#response")
            #expect(try page.text(of: "#status").hasPrefix("200 · "))
            try page.screenshot("query")
        }
    }
}

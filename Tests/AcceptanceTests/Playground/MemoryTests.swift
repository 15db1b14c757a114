import Foundation
import Testing

extension PlaygroundTests {
    @MainActor
    @Suite("What stays")
    struct MemoryTests {
        @Test("After it is loaded again everything is as it was: documents, who asks, theme, sizes")
        func reload() throws {
            try Visit.pay { visit in
                let page = visit.page
                try visit.signIn(as: "AGENT")
                try visit.write("query One($n: Int) { cases(first: $n) { totalCount } }", variables: #"{"n": 3}"#)
                try visit.run()
                try page.click("#new-tab")
                try visit.write("query Two { viewer { role } }")
                try visit.signIn(as: "PARTNER_SUPERVISOR")
                try page.click("#theme")
                try page.evaluate("document.querySelector('#split-main').focus()")
                try page.press("ArrowLeft")
                let state = """
                    (() => {
                      const look = () => [document.querySelector("#query").value, document.querySelector("#variables").value,
                        document.body.dataset.role];
                      const [one, two] = document.querySelectorAll("#tabs [role=tab]");
                      const seen = [...look()];
                      one.click();
                      seen.push(...look());
                      document.querySelectorAll("#tabs [role=tab]")[1].click();
                      return [...seen, document.documentElement.dataset.theme,
                        document.querySelector("#split-main").getAttribute("aria-valuenow")];
                    })()
                    """
                let before = try page.evaluate(state) as? [String]
                #expect(before?.contains("query Two { viewer { role } }") == true && before?.contains("AGENT") == true)
                // What is kept is kept a moment after the last change.
                try page.wait(until: "sessionStorage.getItem('portico.documents').includes('query Two')")
                try page.reload()
                try visit.awaitReadiness()
                #expect(try page.evaluate(state) as? [String] == before)
                let kept = try page.evaluate("JSON.stringify(localStorage)") as? String ?? ""
                #expect(!kept.contains("pt_"))
                try page.click("[data-panel=history]")
                try page.wait(until: "document.querySelector('#history')")
                try page.evaluate("document.querySelectorAll('#tabs [role=tab]')[0].click()")
                try page.wait(for: "One", in: "#history .entry")
            }
        }

        @Test("Two windows of a browser keep each its own documents, and new windows begin with those of closed ones")
        func windows() throws {
            try Visit.pay { visit in
                let other = try visit.another()
                for (each, text) in [(visit, "# the one"), (other, "# the other"), (visit, "# the one again")] {
                    try each.write(text)
                    try each.page.reload()
                    try each.awaitReadiness()
                }
                for (each, text) in [(visit, "# the one again"), (other, "# the other")] {
                    #expect(try each.page.text(of: "#query") == text)
                    // Being left is all that a page sees of being closed.
                    try each.page.call("Page.navigate", ["url": "about:blank"])
                    try each.page.wait(until: "location.href === 'about:blank'")
                }
                let (third, fourth) = (try visit.another(), try visit.another())
                #expect(try third.page.text(of: "#query") == "# the other")
                #expect(try fourth.page.text(of: "#query") == "# the one again")
                for each in [other, third, fourth] { #expect(each.page.complaints == []) }
            }
        }

        private static func link(_ query: String) throws -> String {
            let content = try JSONSerialization.data(withJSONObject: ["query": query, "variables": "{}"])
            return "/#"
                + content.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
                    "=", with: "")
        }

        @Test("A link opens its document and does not run it, be it a mutation or not")
        func link() throws {
            for query in [
                #"mutation { createCase(input: {title: "By a link", summary: "x", category: SUPPORT}) { replayed } }"#,
                "{ viewer { role } }", "subscription { recordChanged { type } }",
            ] {
                try Visit.pay(to: try Self.link(query)) { visit in
                    let page = visit.page
                    try page.wait(for: "It has not been run", in: "#notice")
                    #expect(try page.text(of: "#query") == query)
                    #expect(try page.evaluate("location.hash") as? String == "")
                    #expect(try page.text(of: "#status") == "Result")
                    #expect(
                        !page.requests.contains { $0.hasPrefix("POST") || $0.contains("/graphql?") }, "\(page.requests)"
                    )
                }
            }
        }

        @Test(
            "A link that is none says so",
            arguments: ["/#%%%", "/#bm9uZQ", "/#eyJxdWVyeSI6MX0", "/#" + String(repeating: "A", count: 4000)])
        func noLink(_ path: String) throws {
            try Visit.pay(to: path) { visit in
                let page = visit.page
                try page.wait(for: "The link holds no document that can be read.", in: "#notice")
                #expect(try page.text(of: "#query").contains("MyCases"))
            }
        }

        @Test("What is shared has no token in it, and is opened by others")
        func share() throws {
            try Visit.pay { visit in
                let page = visit.page
                try page.allowClipboard()
                try visit.write("query Shared { viewer { role } }", variables: #"{"token": "pt_secret", "n": 1}"#)
                try page.click("#share")
                try page.wait(until: "document.querySelector('.flash')")
                let link = try #require(try page.evaluate("navigator.clipboard.readText()") as? String)
                try page.go(to: String(link.drop { $0 != "#" }.prepending("/")))
                try page.wait(for: "It has not been run", in: "#notice")
                #expect(try page.text(of: "#query") == "query Shared { viewer { role } }")
                #expect(try !page.text(of: "#variables").contains("pt_"))
            }
        }
    }
}

extension Substring {
    fileprivate func prepending(_ text: String) -> String { text + self }
}

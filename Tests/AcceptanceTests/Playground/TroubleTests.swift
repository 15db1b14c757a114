import Foundation
import Testing

extension PlaygroundTests {
    @MainActor
    @Suite("What goes wrong")
    struct TroubleTests {
        @Test("A server that is gone is said to be, and asked again when it is wished")
        func gone() throws {
            try Visit.pay(on: RunningServer(["--demo"])) { visit in
                let page = visit.page
                try visit.run()
                #expect(visit.server.stop().exitCode == 0)
                try visit.run()
                try page.wait(for: "did not answer", in: "#notice")
                #expect(try page.text(of: "#status").contains("no answer"))
                page.forgive("ERR_CONNECTION_REFUSED")
            }
        }

        @Test("A token that is over is said to be, and another asked for")
        func signedOut() throws {
            try Visit.pay(on: RunningServer(["--demo"])) { visit in
                let page = visit.page
                _ = try visit.ask("mutation { signOut { userErrors { code } } }", as: "PARTNER_USER")
                try visit.run()
                try page.wait(for: "Sign in again", in: "#notice")
                #expect(try page.text(of: "#status").hasPrefix("401"))
                page.forgive("401")
                try page.evaluate("[...document.querySelectorAll('#notice button')][0].click()")
                try page.wait(until: "document.querySelector('#accounts').open")
            }
        }

        @Test(
            "An answer that is no JSON is shown as it came",
            arguments: ["<h1>Bad gateway</h1>", "", "{\"data\":", "7"])
        func noJSON(_ body: String) throws {
            try Visit.pay { visit in
                let page = visit.page
                try page.answer("/graphql", with: Page.Answer(status: 502, type: "text/html", body: body))
                try visit.run()
                page.forgive("502")
                #expect(try page.text(of: "#status").hasPrefix("502"))
                try page.wait(until: "document.querySelector('#panel-json').innerText.includes(\(Page.quoted(body)))")
                #expect(try page.count(of: "h1") == 1, "the page's own")
            }
        }

        @Test("An answer of ten megabytes is shown where one looks, and the page can be used")
        func large() throws {
            let item = #"{"title":"\#(String(repeating: "x", count: 60))","number":12345,"tags":["a","b"]}"#
            let items = String(repeating: item + ",", count: 10_000_000 / (item.utf8.count + 1)) + item
            try Visit.pay { visit in
                let page = visit.page
                try page.answer("/graphql", with: Page.Answer(body: #"{"data":{"cases":{"nodes":[\#(items)]}}}"#))
                try visit.run()
                try page.wait(until: "document.querySelectorAll('#json .row').length > 5")
                #expect(try page.count(of: "#json .row") < 200)
                try page.click("#tab-table")
                try page.wait(until: "document.querySelectorAll('#table tbody tr').length > 5")
                #expect(try page.count(of: "#table tbody tr") < 200)
                try page.click("#query")
                try page.press("Control+a")
                try page.type("# still there")
                #expect(try page.text(of: "#query") == "# still there")
            }
        }

        @Test("A schema of five thousand types is searched and proposed from")
        func manyTypes() throws {
            let types = (0..<5000).map { "\"Number \($0).\" type T\($0) { id: ID! next: T\(($0 + 1) % 5000) }" }
            let schema =
                "type Query { \((0..<50).map { "t\($0): T\($0)" }.joined(separator: " ")) }\n"
                + types.joined(separator: "\n")
            try Visit.pay(withSchema: schema) { visit in
                let page = visit.page
                try page.click("[data-panel=docs]")
                try page.click("#docs-search")
                try page.type("T4999")
                try page.wait(for: "T4999", in: "#docs .hits")
                try page.click("#query")
                try page.press("Control+a", "Backspace")
                try page.type("{ t4")
                try page.wait(until: "document.querySelector('#proposals:not([hidden]) [role=option]')")
            }
        }

        @Test("A document of five thousand lines is drawn where one looks, and written in")
        func manyLines() throws {
            let lines = (0..<5000).map { "  a\($0): viewer { role }" }.joined(separator: "\n")
            try Visit.pay { visit in
                let page = visit.page
                try page.click("#query")
                try page.evaluate(
                    """
                    (() => {
                      const area = document.querySelector("#query");
                      area.value = \(Page.quoted("{\n\(lines)\n}"));
                      area.dispatchEvent(new Event("input"));
                    })()
                    """)
                try page.press("Control+End")
                try page.type("# the end")
                #expect(try page.text(of: "#query").hasSuffix("}# the end"))
                try page.wait(for: "# the end", in: "#query-editor pre")
                #expect(try page.count(of: "#query-editor pre > div") < 200)
                try visit.run()
                page.forgive("400")
                #expect(try page.text(of: "#panel-json .errors").contains("QUERY_TOO"))
            }
        }
    }
}

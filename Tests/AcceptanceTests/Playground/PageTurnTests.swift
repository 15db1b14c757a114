import Testing

extension PlaygroundTests {
    @MainActor
    @Suite("Other pages of a list")
    struct PageTurnTests {
        @Test("An error of another page leads to its place in the document, which has no cursor")
        func link() throws {
            try Visit.pay { visit in
                let page = visit.page
                try visit.write(
                    "{ opportunities(first: 1) { nodes { number probability } pageInfo { hasNextPage endCursor } } }")
                try visit.run()
                let first = try page.texts(of: "#json .row")
                try page.click("#tab-table")
                try page.wait(until: "document.querySelectorAll('#table tbody tr').length === 1")
                let number = try page.text(of: "#table tbody td")
                try page.click("#next-page")
                try page.wait(until: "document.querySelector('#table tbody td').textContent !== '\(number)'")
                try page.click("#tab-json")
                #expect(try page.texts(of: "#json .row") != first)
                try page.click("#panel-json .errors .link")
                #expect(try page.evaluate("getSelection().toString()") as? String == "probability")
            }
        }

        @Test(
            "Another page of what a mutation answers is not offered: it would be done again",
            arguments: ["query", "mutation"])
        func once(_ operation: String) throws {
            try Visit.pay { visit in
                let page = visit.page
                let cases = #"{"nodes":[{"title":"Scales"}],"pageInfo":{"hasNextPage":true,"endCursor":"x"}}"#
                try page.answer("/graphql", with: Page.Answer(body: #"{"data":{"case":{"list":\#(cases)}}}"#))
                try visit.write("\(operation) { case { list { nodes { title } } } }")
                try visit.run()
                try page.click("#tab-table")
                try page.wait(for: "Scales", in: "#table")
                let offered = operation == "query" ? 1 : 0
                #expect(try page.count(of: "#next-page") == offered && page.count(of: "#first-page") == offered)
                #expect(try page.count(of: "#csv") == 1)
            }
        }
    }
}

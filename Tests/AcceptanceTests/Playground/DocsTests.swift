import Testing

extension PlaygroundTests {
    @MainActor
    @Suite("Docs")
    struct DocsTests {
        @Test(
            "An example of the docs is shown as code, once, and opened where it is seen, without being run",
            arguments: [(1280, 800), (800, 480), (360, 740)])
        func example(_ width: Int, _ height: Int) throws {
            try Visit.pay { visit in
                let page = visit.page
                try page.resize(width: width, height: height)
                try page.click("[data-panel=docs]")
                try page.click("#docs-search")
                try page.insert("Mutation.acceptLead")
                try page.wait(for: "Mutation.acceptLead", in: "#docs .hits .row")
                try page.press("Enter")
                try page.wait(for: "acceptLead(id: $id) {", in: "#docs .example pre")
                let shown = try page.text(of: "#docs .scroll")
                #expect(!shown.contains("```") && shown.split(separator: "mutation Accept").count == 2)
                try page.click("#docs .example button")
                try page.wait(for: "mutation Accept($id: ID!) {\n  acceptLead(id: $id) {", in: "#query")
                #expect(try page.text(of: "#variables").filter { !$0.isWhitespace } == #"{"id":""}"#)
                #expect(try page.count(of: "#tabs [role=tab]") == 2)
                try page.click("#query")
                try page.settle()
                #expect(!page.requests.contains("POST /graphql"))
            }
        }

        @Test(
            "They leave the document and its result to be seen, however wide the page is",
            arguments: [(1280, 800), (1024, 768), (900, 700), (768, 1024)])
        func beside(_ width: Int, _ height: Int) throws {
            try Visit.pay { visit in
                let page = visit.page
                try page.resize(width: width, height: height)
                try page.click("[data-panel=docs]")
                try page.wait(until: "document.querySelector('#docs .hits .row')")
                for part in ["#docs-search", "#query", "#run", "#variables", "#tab-table"] { try page.click(part) }
            }
        }
    }
}

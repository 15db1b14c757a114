import Testing

extension PlaygroundTests {
    @MainActor
    @Suite("Without a mouse")
    struct KeyboardTests {
        @Test("Somebody signs in, writes, runs, looks at the answer and changes the page by keys only")
        func everything() throws {
            try Visit.pay { visit in
                let page = visit.page
                try page.tab(to: "button Signed in as")
                try page.press("Enter")
                try page.wait(until: "document.querySelector('#accounts').open")
                while try !page.focus().contains("AGENT") { try page.press("Tab") }
                try page.press("Enter")
                try page.wait(until: "document.body.dataset.role === 'AGENT'")

                try page.tab(to: "textbox GraphQL document")
                try page.press("Control+a")
                try page.insert("{ cases(scope: ALL, first: 2) { nodes { title nonsense } } }")
                try page.wait(for: "nonsense", in: "#problems .error")
                try page.press("Control+Home", "F8")
                #expect(try page.evaluate("getSelection().toString()") as? String == "nonsense")
                try page.press("Delete", "Control+Enter")
                try page.wait(for: "200 · OK", in: "#status")

                try page.press("Escape", "Tab")
                #expect(try page.focus().hasPrefix("textbox GraphQL document") == false)
                try page.press("Shift+Tab")
                #expect(try page.focus().hasPrefix("textbox GraphQL document"))
                try page.press("Escape", "Shift+Tab")
                #expect(try page.focus().hasPrefix("textbox GraphQL document") == false)
                try page.press("Tab", "Escape")
                try page.tab(to: "textbox Variables")
                try page.press("Escape")
                try page.tab(to: "treeitem")
                try page.press("ArrowDown", "ArrowRight", "ArrowDown")
                #expect(try page.focus().hasPrefix("treeitem"))

                let height = "Number(document.querySelector('#split-main').ariaValueNow)"
                let before = try page.evaluate(height) as? Int ?? 0
                try page.evaluate("document.querySelector('#split-main').focus()")
                try page.press("ArrowRight")
                #expect(try page.evaluate(height) as? Int == before + 2)

                try visit.find("theme")
                try page.wait(until: "document.documentElement.dataset.theme === 'light'")
                try visit.find("result table")
                try page.wait(until: "document.querySelectorAll('#table tbody tr').length === 2")
                try page.press("F1")
                try page.wait(until: "document.querySelector('#keys-dialog').open")
                try page.press("Escape")
                try page.wait(until: "!document.querySelector('#keys-dialog')?.open")
            }
        }

        @Test("Docs are searched and explored by keys")
        func docs() throws {
            try Visit.pay { visit in
                let page = visit.page
                try page.tab(to: "button Compare roles")
                try page.press("/")
                try page.wait(until: "document.activeElement.id === 'docs-search'")
                try page.type("probability")
                try page.wait(for: "Opportunity.probability", in: "#docs .hits")
                try page.screenshot("docs-search")
                try page.press("ArrowDown", "Enter")
                try page.wait(for: "AGENT", in: "#docs .scroll")
            }
        }

        @Test("The editor is no trap, and each view of the page is reached by Tab")
        func ways() throws {
            try Visit.pay { visit in
                let page = visit.page
                try page.tab(to: "textbox GraphQL document")
                try page.press("Tab")
                #expect(try page.focus().hasPrefix("textbox GraphQL document"))
                try page.press("Escape", "Tab")
                #expect(try !page.focus().hasPrefix("textbox GraphQL document"))
                try page.tab(to: "textbox Variables")
                try page.press("Escape")
                try page.tab(to: "tab JSON")
                try page.press("ArrowRight")
                #expect(try page.evaluate("document.querySelector('#tab-table').ariaSelected") as? String == "true")
            }
        }
    }
}

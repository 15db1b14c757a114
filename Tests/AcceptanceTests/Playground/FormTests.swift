import Testing

extension PlaygroundTests {
    @MainActor
    @Suite("Variables as a form")
    struct FormTests {
        @Test("A Boolean of the form is a checkbox that can say that nothing is given, in step with the JSON")
        func checkbox() throws {
            try Visit.pay { visit in
                let page = visit.page
                try visit.write(
                    "query Q($may: Boolean! = true, $must: Boolean!) { viewer { role @include(if: $may) name: displayName @skip(if: $must) } }",
                    variables: "{}")
                try page.click("#tab-form")
                try page.wait(until: "document.querySelectorAll('#panel-form .check').length === 2")
                let state = { (index: Int) in
                    try page.evaluate(
                        """
                        ((box) => [box.indeterminate ? "mixed" : box.checked, box.parentElement.innerText, document.querySelector(
                          "#variables").value.replace(/\\s/g, "")].join(" "))(document.querySelectorAll("#panel-form input")[\(index)])
                        """) as? String
                }
                #expect(
                    try page.accessibleNames().filter { $0.hasPrefix("checkbox") } == [
                        "checkbox may Boolean!", "checkbox must * Boolean!",
                    ])
                #expect(try state(0) == "mixed not given {}" && state(1) == "mixed not given {}")
                try page.click("#panel-form input")
                #expect(try state(0) == #"true true {"may":true}"#)
                try page.press("Space")
                #expect(try state(0) == #"false false {"may":false}"#)
                try page.press("Space")
                #expect(try state(0) == "mixed not given {}")
                try page.press("Tab", "Space")
                #expect(try state(1) == #"true true {"must":true}"#)
                try page.press("Space")
                #expect(try state(1) == #"false false {"must":false}"#)
                try page.press("Space")
                #expect(try state(1) == #"true true {"must":true}"#)
                try page.click("#tab-variables")
                try page.click("#variables")
                try page.press("Control+a")
                try page.insert(#"{"may":false,"must":null}"#)
                try page.click("#tab-form")
                try page.wait(until: "document.querySelector('#panel-form .check').innerText === 'false'")
                #expect(try state(1) == #"mixed null {"may":false,"must":null}"#)
            }
        }
    }
}

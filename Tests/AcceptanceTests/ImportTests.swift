import TestSupport
import Testing

@Suite("The import")
struct ImportTests {
    private let directory: TemporaryDirectory
    private let mapping: String

    init() throws {
        directory = try TemporaryDirectory()
        mapping = try directory.write(
            """
            {"target": "organizations", "fields": {
                "name": {"column": "company"}, "website": {"generate": "website"}, "tin": {"generate": "tin"},
                "country": {"column": "country", "values": {"Norway": "NO"}, "otherwise": "refuse"}}}
            """, to: "companies.json")
    }

    @Test("A file is imported once, and left alone the second time")
    func twice() throws {
        let csv = try directory.write("company,country\nFjordkraft,Norway\nNordlys,Norway\n", to: "companies.csv")
        let first = try run(csv)
        #expect(first.output == "2 rows: 2 records made, 0 there already, 0 rows refused\n")
        #expect(first.errors == made)
        #expect(first.exitCode == 0)
        let second = try run(csv)
        #expect(second.output == "2 rows: 0 records made, 2 there already, 0 rows refused\n")
        #expect(second.errors.isEmpty)
        #expect(second.exitCode == 0)
    }

    @Test("One refused row spoils the file, unless it may be skipped; either way it is named")
    func refused() throws {
        let csv = try directory.write("company,country\nFjordkraft,Norway\nPoseidon,Atlantis\n", to: "companies.csv")
        let all = try run(csv)
        #expect(
            all.errors
                == "\(made)\(csv): line 3: country: «Atlantis» has no translation\n"
                + "portico: \(csv): 1 rows refused, nothing imported: mend them, and import it again\n"
        )
        #expect(all.exitCode == 1)
        let some = try run(csv, "--skip-invalid")
        #expect(some.output == "2 rows: 1 records made, 0 there already, 1 rows refused\n")
        #expect(some.errors.hasPrefix("\(csv): line 3: country: «Atlantis» has no translation\n"))
        #expect(some.exitCode == 1)
    }

    @Test(
        "A file that is no CSV, and a mapping that does not fit, are refused; the database that was made for them stays"
    )
    func malformed() throws {
        let broken = try run(try directory.write("company,country\n\"Fjordkraft,Norway\n", to: "broken.csv"))
        #expect(broken.errors.hasPrefix("\(made)portico: \(directory.file("broken.csv")): line 2: "))
        #expect(broken.exitCode == 1)
        let strange = try run(try directory.write("name\nFjordkraft\n", to: "strange.csv"))
        #expect(
            strange.errors
                == "portico: \(mapping): the mapping is wrong at fields.country.column: the file has no column «country»\n"
        )
        #expect(strange.exitCode == 1)
        #expect(directory.names.contains("portico.db"))
        #expect(try RunningServer(["--data", directory.file("portico.db")]).stop().exitCode == 0)
    }

    @Test("For a file that is missing, or is a directory, no database is made", arguments: ["absent.csv", ""])
    func unreadable(_ name: String) throws {
        let absent = try run(directory.file(name))
        #expect(absent.errors == "portico: cannot read \(directory.file(name)): name a CSV file\n")
        #expect(absent.exitCode == 1)
        #expect(directory.names == ["companies.json"])
    }

    @Test("Names in a mapping and values of a row that steer terminals are told in escapes")
    func hostileNames() throws {
        let strange = try directory.write(
            #"{"target": "organizations", "fields": {"name": {"column": "a\u001b[2J\nb"}}}"#, to: "strange.json")
        let csv = try directory.write("company,country\nFjordkraft,\"\u{1B}[2J\nb\"\n", to: "companies.csv")
        let words = ["--data", directory.file("portico.db")]
        #expect(
            try PorticoProcess.run(["import", strange, csv] + words).errors
                == "\(made)portico: \(strange): the mapping is wrong at fields.name.column: the file has no column "
                + "«a\\u{1B}[2J\\u{A}b»\n")
        #expect(
            try PorticoProcess.run(["import", mapping, csv] + words).errors
                == "\(csv): line 2: country: «\\u{1B}[2J\\u{A}b» has no translation\n"
                + "portico: \(csv): 1 rows refused, nothing imported: mend them, and import it again\n")
    }

    @Test("A database that a server has open is left to it")
    func inUse() throws {
        let server = try RunningServer(["--data", directory.file("portico.db")])
        let csv = try directory.write("company,country\nFjordkraft,Norway\n", to: "companies.csv")
        let outcome = try run(csv)
        #expect(outcome.errors.hasPrefix("portico: \(directory.file("portico.db")) is in use"))
        #expect(outcome.exitCode == 78)
        #expect(try server.client().get("/healthz").status == 200)
    }

    /// What is said once, when the database is made.
    private var made: String { "\(directory.file("portico.db")) was missing and has been made\n" }

    private func run(_ csv: String, _ options: String...) throws -> PorticoProcess.Outcome {
        try PorticoProcess.run(["import", mapping, csv, "--data", directory.file("portico.db")] + options)
    }
}

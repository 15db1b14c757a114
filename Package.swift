// swift-tools-version: 6.3
import PackageDescription

/// Warnings are errors, everywhere.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]
/// Rooms that use raw memory nowhere, or in a few places: each has to say `unsafe`.
let safe = strict + [.strictMemorySafety()]

let package = Package(
    name: "portico",
    targets: [
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .target(name: "CLinux"),
        .target(name: "CAssets"),
        .target(name: "SQLite", dependencies: ["CSQLite"], swiftSettings: strict),
        .target(name: "HTTP", dependencies: ["CLinux"], swiftSettings: strict),
        .target(name: "GraphQL", swiftSettings: safe),
        .target(name: "Execution", dependencies: ["GraphQL", "SQLite"], swiftSettings: strict),
        .target(name: "Portal", swiftSettings: safe),
        .target(name: "Storage", dependencies: ["Portal", "SQLite"], swiftSettings: safe),
        .target(
            name: "API", dependencies: ["Execution", "GraphQL", "Portal", "SQLite", "Storage"],
            swiftSettings: strict),
        .executableTarget(
            name: "portico",
            dependencies: ["API", "CAssets", "Execution", "GraphQL", "HTTP", "Portal", "SQLite", "Storage"],
            swiftSettings: strict),
        .executableTarget(
            name: "portico-bench", dependencies: ["API", "CAssets", "GraphQL", "Portal", "SQLite", "Storage"],
            swiftSettings: strict),
        .executableTarget(
            name: "graphql-driver", dependencies: ["Execution", "GraphQL", "SQLite"], swiftSettings: strict),
        // What several test targets need.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: safe),
        .testTarget(
            name: "DriverTests", dependencies: ["Execution", "GraphQL", "graphql-driver", "TestSupport"],
            exclude: ["Corpus"], swiftSettings: strict),
        .testTarget(name: "SQLiteTests", dependencies: ["SQLite"], swiftSettings: strict),
        .testTarget(name: "HTTPTests", dependencies: ["HTTP"], swiftSettings: strict),
        .testTarget(
            name: "GraphQLTests", dependencies: ["GraphQL", "TestSupport"], exclude: ["Corpus"], swiftSettings: strict),
        .testTarget(name: "ExecutionTests", dependencies: ["Execution", "GraphQL", "SQLite"], swiftSettings: strict),
        .testTarget(
            name: "APITests",
            dependencies: ["API", "CAssets", "Execution", "GraphQL", "Portal", "SQLite", "Storage", "TestSupport"],
            exclude: ["authorization.csv", "Plans"], swiftSettings: strict),
        .testTarget(
            name: "AcceptanceTests", dependencies: ["portico", "Portal", "SQLite", "Storage", "TestSupport"],
            swiftSettings: strict),
        .testTarget(name: "HouseTests", swiftSettings: strict),
        .testTarget(name: "PortalTests", dependencies: ["Portal"], swiftSettings: strict),
        .testTarget(
            name: "StorageTests", dependencies: ["Portal", "SQLite", "Storage", "TestSupport"], exclude: ["Mappings"],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu2x
)

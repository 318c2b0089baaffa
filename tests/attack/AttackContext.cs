using Gmlm.Reproduce.Harness;

namespace Gmlm.Attack;

/// <summary>The settings of an attack.</summary>
/// <param name="Root">The root of the checkout.</param>
/// <param name="Quick">Whether to run only the part that fits into <see cref="IAttack.QuickTime"/>, which is the same part every time. The
/// attack reports what it leaves out.</param>
/// <param name="Sample">The largest number of attempts, spread evenly over all; null for all attempts.</param>
/// <param name="Say">Receives each line of progress.</param>
/// <param name="Faults">Of the mutations, only those whose line in the list holds one of these texts; empty for all.</param>
internal sealed record AttackContext(string Root, bool Quick, int? Sample, Action<string> Say, IReadOnlyList<string> Faults)
{
    /// <summary>The folder for an attack's build and state. git ignores it, and <c>make clean</c> removes it.</summary>
    public string Scratch(string attack) => Path.Combine(Root, "reports", "build", "attack", attack);

    /// <summary>The build configuration of this program and of the tests, usually <c>Release</c>.</summary>
    public static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent?.Name
        ?? throw UserError.Missing($"no configuration in the path {AppContext.BaseDirectory}; start it with `make attack`");
}

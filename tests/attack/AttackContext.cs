using Gmlm.Reproduce.Harness;

namespace Gmlm.Attack;

/// <summary>Where an attack stands and how much it is to do.</summary>
/// <param name="Root">The checkout.</param>
/// <param name="Quick">A part that is done within <see cref="IAttack.QuickTime"/>, the same part every time; what does not fit is left out,
/// and said.</param>
/// <param name="Sample">At most so many attempts, spread over all; null for all.</param>
/// <param name="Say">Takes a line of progress.</param>
internal sealed record AttackContext(string Root, bool Quick, int? Sample, Action<string> Say)
{
    /// <summary>The folder for what an attack builds and remembers: ignored by git, removed by <c>make clean</c>.</summary>
    public string Scratch(string attack) => Path.Combine(Root, "reports", "build", "attack", attack);

    /// <summary>The configuration this program was built in, which the tests were built in too: <c>Release</c> as a rule.</summary>
    public static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent?.Name
        ?? throw UserError.Missing($"no configuration in the path {AppContext.BaseDirectory}; start it with `make attack`");
}

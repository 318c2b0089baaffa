using Gmlm.Reproduce.Report;

namespace Gmlm.Attack;

/// <summary>The outcome of one kind of attack.</summary>
/// <param name="Rows">One row for each group of attempts, in a stable order.</param>
/// <param name="Losses">The attempts that were not caught.</param>
internal sealed record AttackOutcome(IReadOnlyList<AttackRow> Rows, IReadOnlyList<Loss> Losses);

namespace Gmlm.Reproduce.Claims.Figures;

/// <summary>The claims of Figure 3.</summary>
internal static class Figure3Claims
{
    public static Claim Exact { get; } = new(
        "figure-3-exact",
        "F3a",
        "Simulation agrees with the exact chain",
        Origin.Beyond,
        "Figure 3, our check",
        "The mean capped time of the simulated $k$-Gibbs sampler from $R_(-1)$ to $R_1$ is that of the exact "
        + "chain of the number of $+1$ spins in the clique.",
        $"{Figure3Settings.CheckRepetitions} runs for each $J$ and $k$ of the check, against the exact expectation. A cell may differ by "
        + "four standard errors (exact variance), by half a step, or by what the exact distribution of the mean exceeds with probability "
        + "$10^(-5)$, whichever is most: capped times are so skewed that four standard errors alone would raise false alarms far more "
        + "often than the normal distribution says. `check-false-alarm` bounds the probability of any false alarm. The margin is $1 - "
        + "|\"difference\"| \\/ \"allowance\"$.",
        "The same simulated means against the exact expectations of $k + 1$.") { IsImplementation = true };

    public static Claim Never { get; } = new(
        "figure-3-independent-never",
        "F3b",
        "From a coupling on, independent parallel sampling never reaches the larger mode",
        Origin.Reconstructed,
        "Figure 3, caption",
        "From a coupling $J^*$ on, the independent parallel sampler does not reach $R_1$ from $R_(-1)$ within the budget $T$ in any of the "
        + "$R$ repetitions, but with probability at most $delta$; $J^*$ is where $1 - (1 - epsilon)^(m T R) = delta$, $epsilon = sigma(2(h "
        + $"- J(m-1)))$, and \"never\" means $delta = {Format.Number(Figure3Settings.NeverLevel)}$.",
        "Exact probabilities in logarithms from the chain of the number of $+1$ spins, at every $J$ of the grid from $J^*$ to 10: at most "
        + "the level, and at most the probability of ever leaving $R_(-1)$. `never-from` is the exact coupling from which the level holds, "
        + "`never-from-bound` is $J^*$. Below them the claim is not made, though the figure's axis begins there: `independent-any.j…` "
        + "tells at each $J$ how likely the sampler does arrive. (Where the sum of the energy runs over "
        + "ordered pairs, every $J$ here is twice the other.)",
        "The same comparison at $J = 0$ and $J = 0.5$, where the sampler does arrive.");

    public static Claim LargerBlocks { get; } = new(
        "figure-3-larger-k",
        "F3c",
        "Larger blocks reach the larger mode sooner",
        Origin.Reconstructed,
        "Figure 3",
        $"With $N = {Figure3Settings.Length}$ spins, a clique of $m = {Figure3Settings.Clique}$ and $h = "
        + $"{Format.Number(Figure3Settings.Field)}$, at every coupling $J$ from 1 to 10 the expected capped time of $k$-Gibbs from "
        + "$R_(-1)$ to $R_1$ falls with $k$.",
        "Exact expectations at every $J$ of the fine grid and every neighbouring pair of the grid's $k$. They are compared as $log_10$ of "
        + "the expected steps left of the budget, $EE[B - min(T, B)]$: where hardly any run arrives this "
        + "tells apart times that both print as the budget.",
        "The independent parallel sampler, which redraws all $N$ spins at once, in the place of the larger block: beside blocks of one "
        + "spin.");

    public static IReadOnlyList<Claim> All { get; } = [Exact, Never, LargerBlocks];
}

namespace Gmlm.Reproduce.Claims.Figures;

/// <summary>The claims of Figures 1 and 2.</summary>
internal static class SampleEfficiencyClaims
{
    /// <summary>The claims of one of the two figures.</summary>
    public static IReadOnlyList<Claim> Of(int number, double coupling)
    {
        var model = string.Create(
            CultureInfo.InvariantCulture, $"an Ising clique of four spins, $J = {coupling}$, $h = 0$, all 10 parameters free");
        var at = string.Create(CultureInfo.InvariantCulture, $"J = {coupling}");
        return
        [
            new Claim(
                $"figure-{number}-asymptotic",
                $"F{number}a",
                $"Errors reach the asymptotic line, {at}",
                Origin.Reconstructed,
                $"Figure {number} with Lemma 1",
                $"For {model}: the mean of $1/d ||hat(theta) - theta^*||^2$ over data sets of $n$ samples with one mask each approaches "
                + "$op(\"tr\") Gamma_k slash (d n)$ for $k = 1, ..., 4$.",
                "At the largest $n$, the mean over all repetitions against the weighted $chi^2$ distribution of the asymptotic error.",
                "Every $k$ is held against the line of its neighbour."),
            new Claim(
                $"figure-{number}-masking-more",
                $"F{number}b",
                $"Masking more is better, {at}",
                Origin.Reconstructed,
                $"Figure {number} with Theorem 1",
                $"For {model}: $op(\"tr\") Gamma_(k + 1) < op(\"tr\") Gamma_k$; of two independent errors at the same $n$, that of $k + 1$ "
                + "is the smaller one with probability above one half.",
                "Exact traces, and a sign test on independent pairs of errors of $k$ and $k + 1$ at the same $n$, pooled over all $n$.",
                "Misspecified data, for which Theorem 1 does not hold: three spins with a random table as truth and a family of two "
                + "parameters, each $k$ against its own minimiser, at $n = 1600$."),
            new Claim(
                $"figure-{number}-all-masks",
                $"F{number}c",
                $"Every mask of every sample, {at}",
                Origin.Beyond,
                "follows from Lemma 1 with the averaged score",
                $"For {model}: averaging the loss of each sample over all $binom(4, k)$ masks gives the error $op(\"tr\") (H^(-1) "
                + "G_\"avg\" H^(-1)) slash (d n)$, $G_\"avg\" = \"Cov\"_X (bb(E)_K s_K (X))$.",
                "As for the first claim, on the same samples, $k < 4$.",
                "The line of one mask a sample."),
        ];
    }
}

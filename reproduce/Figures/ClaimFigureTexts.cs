namespace Gmlm.Reproduce.Figures;

/// <summary>The texts of the figures that accompany a claim; they are numbered after the paper's.</summary>
internal static class ClaimFigureTexts
{
    /// <summary>Figure name → text.</summary>
    public static IReadOnlyDictionary<string, FigureText> All { get; } = new Dictionary<string, FigureText>
    {
        ["price-of-masking-less"] = new(
            null,
            "masked positions $k$",
            "$tr Gamma_k \\/ tr Gamma_N$",
            """
            The price of masking less (claim A10): how many times the variance of maximum likelihood the $k$-pseudolikelihood
            estimate has, summed over all ten parameters of the Ising model on four spins, at the clique with $h = 0$. At $k = N =
            4$ the estimators are one and the price is 1; every further masked position lowers it, as claim A08 says. Points of
            one $k$ stand side by side, from weak to strong coupling: on this model masking less costs less where the coupling is
            strong.
            """,
            "Trace of the asymptotic covariance over the Cramér–Rao bound against the number of masked positions, one curve a coupling"),
        ["block-gaps"] = new(
            null,
            "block size $k$",
            "spectral gap",
            """
            Larger blocks mix faster: the gap of $k$-Gibbs on the clique of four spins, $h = 0$. Solid, with markers: $"gap"_k$,
            which grows with $k$ up to 1 (claim B05). Dashed, in the same colour: its floor $k dot "gap"_1$ (claim B06), which is
            the gap itself where nothing is coupled and falls far below it where the coupling is strong. The vertical axis is
            logarithmic.
            """,
            "Spectral gap against block size with its floor, one pair of curves a coupling"),
        ["misleading-conditionals"] = new(
            null,
            "coupling $J$",
            "nats; total variation",
            """
            The pitfall (claim C04): the truth is a clique of $m = N = 4$ spins with $h = 0$, the model has the same $J$ and $h =
            0.3$. Coloured: the excess loss $cal(L)_"PL" (theta) - cal(L)_"PL" (p)$, all that training with masks of size $k$ can
            see of the difference. Dashed: the distance of the two joint distributions. For $k < m$ the excess vanishes
            exponentially while the distance does not move; only masking everything sees it. The vertical axis is logarithmic.
            """,
            "Excess loss of each mask size and the total variation distance against the coupling, on a logarithmic scale"),
        ["parallel-distance"] = new(
            null,
            "coupling $J$",
            """$"TV"(pi, p)$""",
            """
            Where independent parallel sampling goes (claim D04): the distance from the model $p$ of its stationary distribution
            $pi$, by the closed form, on the clique of four spins. Without coupling there is none. In a field it stays however
            strong the coupling: the odds of the two modes come out squared. Without a field both modes are equally likely under
            both distributions, and the distance vanishes again; but a sampler that starts in one mode hardly ever leaves it then
            (claim D06).
            """,
            "Total variation distance between the stationary distribution of independent parallel sampling and "
            + "the model against the coupling, one curve a field"),
        ["two-samplers"] = new(
            null,
            "coupling $J$",
            "expected steps from $R_(-1)$ to $R_1$",
            """
            The question of Figure 3 without a budget (claims D09 and D09b): exact expected steps from the smaller to the larger
            mode, a clique of $m = 4$ among $N$ spins, $h = 5$. Black: independent parallel sampling, for which $N$ plays no part,
            and dashed what leaving $R_(-1)$ alone takes. Coloured: $k$-Gibbs with half of the sequence masked, a few dozen steps
            at any $N$ and $J$ (the three lengths are one line here, and apart in the next figure); dashed with blocks of just the
            clique's size, which settle at a level that grows with $N$. The vertical axis is logarithmic.
            """,
            "Expected steps of k-Gibbs and of independent parallel sampling against the coupling, over dozens of decades"),
        ["two-samplers-half"] = new(
            null,
            "coupling $J$",
            "expected steps",
            """
            The lowest curves of the figure before, alone: $k$-Gibbs with half of the sequence masked (claim D09b). The steps rise
            to a level and stay there, at a level that falls with $N$. The vertical axis is logarithmic.
            """,
            "Expected steps of k-Gibbs with half of the sequence masked against the coupling, for three lengths"),
        ["decoding-loss"] = new(
            null,
            "parallel steps $S$",
            """$"KL"$ in nats""",
            """
            What decoding in few steps loses (claim D10): the divergence of the distribution of the decoder's outputs from the
            model, six spins, $h = 0$, averaged over all ordered partitions into $S$ parts as equal as can be. $S = 1$ loses the
            whole total correlation; $S = 6$, not drawn, loses nothing. The vertical axis is logarithmic.
            """,
            "Loss of decoding six spins against the number of parallel steps, on a logarithmic scale"),
        ["decoding-loss-large"] = new(
            null,
            "parallel steps $S$",
            """$"KL"$ in nats""",
            """
            The same for cliques of 100 and 200 spins, $J = c \/ N$, $h = 0$ (claim D10). Above $c = 1$ two modes appear, and a
            single step loses an amount that grows with $N$; below, it hardly depends on $N$. Either way the loss falls about as
            $1 \/ S$ until few positions are drawn at once. Both axes are logarithmic.
            """,
            "Loss of decoding large cliques against the number of parallel steps, on logarithmic scales"),
        ["ideal-valid"] = new(
            null,
            "iterations $S$",
            "valid translations",
            """
            A perfect network by iterations (claim T02): the share of valid translations of held-out sources where the likeliest
            word is taken at every position, by what is remasked between the iterations. The difference to 1 is lost by the method
            alone. Where nothing is remasked, every word is predicted anew from all others: a perfect network, whose conditionals
            are also defined for a mixture of translations, replaces it by words of the nearest translations.
            """,
            "Share of valid translations against iterations, one curve for each remasking rule"),
        ["trained-valid"] = new(
            null,
            "iterations $S$",
            "valid translations",
            """
            The same of the trained networks (claims T05 and T09), lengths predicted: trained on the pair's own targets, which
            have many modes, and on those of the autoregressive teacher, which have one.
            """,
            "Share of valid translations against iterations, raw and distilled models, one curve for each remasking rule"),
        ["bleu-en-de"] = new(
            null,
            "iterations $S$",
            "BLEU",
            """
            Quality by decoding steps on Multi30k's test set, en→de (claims T12a and T13a): PaDIR trained on the corpus's own
            targets and on those of the autoregressive teacher, whose greedy decoding is the grey line; longer: trained on for as
            long again, on the translations that the teacher finds by beam. The table has the intervals.
            """,
            "BLEU against iterations for PaDIR on raw and on distilled targets, and the autoregressive baseline's level"),
        ["bleu-de-en"] = new(
            null,
            "iterations $S$",
            "BLEU",
            """
            Quality by decoding steps on Multi30k's test set, de→en (claims T12b and T13b): PaDIR trained on the corpus's own
            targets and on those of the autoregressive teacher, whose greedy decoding is the grey line. The table has the
            intervals.
            """,
            "BLEU against iterations for PaDIR on raw and on distilled targets, and the autoregressive baseline's level"),
    };
}

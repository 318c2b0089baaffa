namespace Gmlm.Attack.Machines;

/// <summary>Another machine, as far as settings of this machine can imitate one.</summary>
/// <param name="Name">The name, which is the row of the table.</param>
/// <param name="Environment">Environment variables of the process.</param>
/// <param name="Checkout">The name of the checkout's folder.</param>
internal sealed record Variant(string Name, IReadOnlyDictionary<string, string?> Environment, string Checkout = "checkout")
{
    private const string OddName = "a b äöü ß '\" 100% %20";

    /// <summary>This machine without changes.</summary>
    public static Variant AsItIs { get; } = new("as it is", new Dictionary<string, string?>());

    /// <summary>The variants that are compared with <see cref="AsItIs"/>. The first one changes nothing, as a control.</summary>
    public static IReadOnlyList<Variant> All { get; } =
    [
        AsItIs with { Name = "the same again" },
        With(
            "AVX2, no AVX-512",
            ("DOTNET_EnableAVX512", "0"), ("DOTNET_EnableAVX512F", "0"), ("ATEN_CPU_CAPABILITY", "avx2"), ("MKL_ENABLE_INSTRUCTIONS", "AVX2")),
        With("no AVX2", ("DOTNET_EnableAVX2", "0"), ("ATEN_CPU_CAPABILITY", "default"), ("MKL_ENABLE_INSTRUCTIONS", "AVX")),
        With("no AVX", ("DOTNET_EnableAVX", "0"), ("ATEN_CPU_CAPABILITY", "default"), ("MKL_ENABLE_INSTRUCTIONS", "SSE4_2")),
        With("ATen's default kernels", ("ATEN_CPU_CAPABILITY", "default")),
        With("1 thread", Threads(1)),
        With("2 threads", Threads(2)),
        With("Turkish", ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")),
        With("German", ("LANG", "de_DE.UTF-8"), ("LC_ALL", "de_DE.UTF-8")),
        AsItIs with { Name = "odd path", Checkout = OddName },
    ];

    private static Variant With(string name, params (string Name, string Value)[] environment) =>
        new(name, environment.ToDictionary(variable => variable.Name, variable => (string?)variable.Value));

    private static (string Name, string Value)[] Threads(int count)
    {
        var text = count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return [("OMP_NUM_THREADS", text), ("MKL_NUM_THREADS", text), ("DOTNET_PROCESSOR_COUNT", text)];
    }
}

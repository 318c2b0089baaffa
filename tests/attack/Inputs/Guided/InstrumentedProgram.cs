using SharpFuzz;

namespace Gmlm.Attack.Inputs.Guided;

/// <summary>
/// A copy of this program in which the product, and the library that reads its vocabularies, count the edges they take. SharpFuzz puts the
/// counters in, numbered from a seed. All else is linked.
/// </summary>
internal static class InstrumentedProgram
{
    private static readonly string[] Whole = ["Gmlm.Theory.dll", "Gmlm.Padir.dll", "Gmlm.Reproduce.dll", "Microsoft.ML.Tokenizers.dll"];

    /// <summary>Makes the copy in a folder, which is emptied, and returns the path of its program.</summary>
    public static string In(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        var own = Path.GetFileName(typeof(InstrumentedProgram).Assembly.Location);
        foreach (var entry in new DirectoryInfo(AppContext.BaseDirectory).EnumerateFileSystemInfos())
        {
            var copy = Path.Combine(folder, entry.Name);
            if (entry is DirectoryInfo)
            {
                Directory.CreateSymbolicLink(copy, entry.FullName);
            }
            else if (entry.Name != own && !Whole.Contains(entry.Name))
            {
                File.CreateSymbolicLink(copy, entry.FullName);
            }
        }

        foreach (var name in Whole)
        {
            Instrument(name, folder, _ => true);
        }

        // Of this program only the readers with planted faults: the fuzzer is not to find its own way.
        Instrument(own, folder, type => type.StartsWith(typeof(MadeUp.PlantedReaders).FullName!, StringComparison.Ordinal));
        return Path.Combine(folder, own);
    }

    private static void Instrument(string name, string folder, Func<string, bool> isCounted)
    {
        var copy = Path.Combine(folder, name);
        File.Copy(Path.Combine(AppContext.BaseDirectory, name), copy);
        Fuzzer.Instrument(copy, isCounted, Options.Value);
    }
}

using Gmlm.Padir.Weights;

namespace Gmlm.Padir.Model;

/// <summary>A model folder as Hugging Face has it: config.json and model.safetensors.</summary>
public static class HuggingFaceCheckpoint
{
    /// <summary>Name of the configuration's file.</summary>
    public const string ConfigFile = "config.json";

    /// <summary>Name of the weights' file.</summary>
    public const string WeightsFile = "model.safetensors";

    /// <summary>The network of a folder, in evaluation mode.</summary>
    /// <exception cref="CheckpointException">The configuration is wrong, or the weights are not its; the message begins with the file's name.</exception>
    /// <exception cref="SafetensorsException">The weights' file is not in its format.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public static T5Network Load(string folder)
    {
        var config = LoadConfig(folder);
        var file = Path.Combine(folder, WeightsFile);
        return Naming(WeightsFile, () =>
        {
            // Names and shapes first: a wrong configuration must not make us read or allocate much.
            HuggingFaceWeights.Check(config, HuggingFaceNames.Of(config), [.. SafetensorsHeader.Read(file).Entries.Select(entry => (entry.Name, entry.Shape))]);
            return HuggingFaceWeights.Import(config, RowScale.Unpack(SafetensorsReader.Read(file)));
        });
    }

    /// <summary>The configuration alone.</summary>
    /// <exception cref="CheckpointException">It is wrong; the message begins with the file's name.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static T5Config LoadConfig(string folder)
    {
        var text = File.ReadAllText(Path.Combine(folder, ConfigFile));
        return Naming(ConfigFile, () => HuggingFaceConfig.Parse(text));
    }

    /// <summary>Writes both files, the weights last: a folder that has them is whole.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Save(T5Network network, string folder, IReadOnlyDictionary<string, string>? metadata = null)
    {
        Directory.CreateDirectory(folder);
        WholeFile.Write(Path.Combine(folder, ConfigFile), HuggingFaceConfig.Format(network.Config));
        SafetensorsWriter.Write(Path.Combine(folder, WeightsFile), HuggingFaceWeights.Export(network), metadata);
    }

    private static T Naming<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CheckpointException error)
        {
            throw new CheckpointException($"{file}: {error.Message}", error);
        }
        catch (SafetensorsException error)
        {
            throw new SafetensorsException($"{file}: {error.Message}", error);
        }
    }
}

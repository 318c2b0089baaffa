using Gmlm.Padir.Weights;

namespace Gmlm.Padir.T5;

/// <summary>Puts a file's name before what is said of it.</summary>
internal static class Named
{
    /// <summary>What <paramref name="read"/> gives; its errors begin with the file's name.</summary>
    public static T In<T>(string file, Func<T> read)
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
